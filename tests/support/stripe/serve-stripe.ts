import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type Stripe from 'stripe'
import { createStripeClient } from '../../../supabase/functions/_shared/stripe/create-stripe-client.ts'

export type StripeAnswer = { status?: number; body: unknown; date: Date }

export type ServedStripe = {
  client: Stripe
  /** What the next requests are answered with, in turn; the last one stays. */
  answers: StripeAnswer[]
  /** What a path of its own is answered with, e.g. `/v1/invoices/in_1`: before `answers`, and as often as it is asked. */
  objects: Map<string, StripeAnswer>
  /** Without what was asked to be expanded. */
  requests: string[]
  close: () => Promise<void>
}

/** The smallest Stripe: answers every request as told, over HTTP, so that the real client runs. */
export async function serveStripe(): Promise<ServedStripe> {
  const served: Pick<ServedStripe, 'answers' | 'objects' | 'requests'> = {
    answers: [],
    objects: new Map(),
    requests: [],
  }
  const server = createServer((request, response) => {
    const path = String(request.url).split('?')[0] ?? ''
    served.requests.push(`${request.method} ${path}`)
    const answer = served.objects.get(path) ?? nextAnswer(served.answers)
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

const nextAnswer = (answers: StripeAnswer[]) => (answers.length > 1 ? answers.shift() : answers[0])
