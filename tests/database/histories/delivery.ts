import type { TransactionSql } from 'postgres'

export type Json = Parameters<TransactionSql['json']>[0]

/** Whose history is told, and what its ids end in: the same history can be lived by many users. */
export type Identity = { userId: string; suffix: string }

/** One thing that a store sends. `at` is the store's own clock in milliseconds. */
export type Delivery = {
  store: 'stripe' | 'app_store'
  at: number
  subscriptionId: string
  eventId: string
  eventType: string
  /** A Stripe snapshot or Apple's facts, as the SQL functions take them; null when the event says nothing of either. */
  content: Json | null
  /** What Apple's envelope says besides: a withdrawn consent. */
  more?: Record<string, Json>
}

/** Far enough away that the clock of this machine never decides anything: Apple's rule compares with its own moments. */
export const beginning = Date.UTC(2127, 0, 1)
export const second = 1000
export const hour = 3600 * second
export const day = 24 * hour

export const plans = {
  standard: { stripe: 'tandem_standard', apple: 'com.example.tandem.standard.monthly', rank: 1, price: 990 },
  premium: { stripe: 'tandem_premium', apple: 'com.example.tandem.premium.monthly', rank: 2, price: 1590 },
} as const
export type Plan = keyof typeof plans
