import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import Stripe from 'stripe'

/** Stands where `stripe-webhook` stands: verifies each event with the SDK, keeps it, and answers as told. */
export async function startEndpoint(secret: string) {
  const { webhooks } = new Stripe('sk_unused')
  const received: Stripe.Event[] = []
  const forged: string[] = []
  const answers: number[] = []
  const server = createAdaptorServer({
    async fetch(request: Request) {
      const body = await request.text()
      const status = answers.shift() ?? 200
      try {
        const event = await webhooks.constructEventAsync(body, request.headers.get('stripe-signature') ?? '', secret)
        if (status === 200) received.push(event)
      } catch {
        forged.push(body)
      }
      return new Response(null, { status })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/stripe-webhook`,
    /** Accepted and with a right signature. */
    received,
    forged,
    types: () => received.map((event) => event.type),
    /** The statuses of the next answers; 200 after them. */
    answerWith: (...statuses: number[]) => void answers.push(...statuses),
    async close() {
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
