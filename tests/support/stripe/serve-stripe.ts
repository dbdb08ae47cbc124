import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type Stripe from 'stripe'
import { createStripeClient } from '../../../supabase/functions/_shared/stripe/create-stripe-client.ts'

export type ServedStripe = {
  client: Stripe
  /** What the next reads are answered with, in turn; the last one stays. */
  answers: { status?: number; body: unknown; date: Date }[]
  requests: string[]
  close: () => Promise<void>
}

/** The smallest Stripe: answers every request as told, over HTTP, so that the real client runs. */
export async function serveStripe(): Promise<ServedStripe> {
  const served: Pick<ServedStripe, 'answers' | 'requests'> = { answers: [], requests: [] }
  const server = createServer((request, response) => {
    served.requests.push(`${request.method} ${request.url}`)
    const answer = served.answers.length > 1 ? served.answers.shift() : served.answers[0]
    response.sendDate = false
    response.writeHead(answer?.status ?? 200, {
      'content-type': 'application/json',
      date: (answer?.date ?? new Date()).toUTCString(),
    })
    response.end(JSON.stringify(answer?.body ?? { error: { type: 'api_error', message: 'no answer prepared' } }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    ...served,
    client: createStripeClient({ secretKey: 'sk_local', apiUrl: `http://127.0.0.1:${port}` }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
