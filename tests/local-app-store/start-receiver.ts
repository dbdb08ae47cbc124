import { serve } from '@hono/node-server'
import { Hono } from 'hono'

/** Stands where `app-store-notifications` stands: keeps what arrives and answers as told. */
export async function startReceiver() {
  const received: string[] = []
  const answers: number[] = []
  const app = new Hono()
  app.post('/', async (context) => {
    const body: { signedPayload: string } = await context.req.json()
    received.push(body.signedPayload)
    return new Response(null, { status: answers.shift() ?? 200 })
  })
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`,
    received,
    /** The statuses of the next answers; 200 after them. */
    answerWith: (...statuses: number[]) => void answers.push(...statuses),
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
