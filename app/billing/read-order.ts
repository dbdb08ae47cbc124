import type { Order } from '#app/billing/payment-confirm.ts'

/** The payment that Stripe put into the address when it led back; null without one. */
export function readOrder(query: URLSearchParams): Order | null {
  for (const kind of ['payment', 'setup'] as const) {
    const clientSecret = query.get(`${kind}_intent_client_secret`)
    if (clientSecret) return { kind, clientSecret }
  }
  return null
}

/** `pi_1_secret_2` → `pi_1` */
export function toIntentId(clientSecret: string): string {
  return clientSecret.split('_secret_')[0] ?? ''
}
