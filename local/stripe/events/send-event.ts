import type Stripe from 'stripe'

export type SendResult = { accepted: boolean; description: string }

const timeoutMs = 10_000

/** One signed POST. Everything but a 2xx in time is a refusal, redirects too. */
export async function sendEvent(
  stripe: Stripe,
  event: Stripe.Event,
  to: { url: string; secret: string; signal: AbortSignal },
): Promise<SendResult> {
  const payload = JSON.stringify(event)
  // Signed as of real time: the receiver compares it with its own clock, not with the simulated one.
  const timestamp = Math.floor(Date.now() / 1000)
  const signature = await stripe.webhooks.generateTestHeaderStringAsync({ payload, secret: to.secret, timestamp })
  try {
    const response = await fetch(to.url, {
      method: 'POST',
      body: payload,
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': signature,
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      },
      redirect: 'manual',
      signal: AbortSignal.any([to.signal, AbortSignal.timeout(timeoutMs)]),
    })
    await response.body?.cancel()
    return { accepted: response.ok, description: String(response.status) }
  } catch (error) {
    return { accepted: false, description: describeFailure(error) }
  }
}

function describeFailure(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in time'
  const cause = error instanceof Error ? (error.cause as { code?: string } | undefined) : undefined
  return cause?.code ?? 'not reached'
}
