import type Stripe from 'stripe'
import { createStripeClient } from '../../../supabase/functions/_shared/stripe/create-stripe-client.ts'
import { addresses } from './addresses.ts'
import type { Person } from './people.ts'

/** What the owner's staff or a test does in the Stripe account from outside: the acts of the simulator's control page. */
export async function actAtStripe<Answer = unknown>(
  path: `/${string}`,
  body: object = {},
  method: 'POST' | 'DELETE' = 'POST',
): Promise<Answer> {
  const response = await fetch(`${addresses().stripe}/control${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Answer
}

/** Returns when every event was sent, and everything refused was tried again. */
export const settleStripe = () => actAtStripe('/settle')

/** What goes wrong is switched on for one test: the next one must not meet it. */
export async function endTroubleAtStripe(): Promise<void> {
  await actAtStripe('/next-payment', { outcome: null })
  await actAtStripe('/webhooks', { fault: null })
  await actAtStripe('/api-failure', { status: null })
  await actAtStripe('/settings', { after_last_retry: 'cancel' })
}

export const openStripe = (): Stripe => createStripeClient({ secretKey: 'sk_local', apiUrl: addresses().stripe })

export async function customerOf(person: Person): Promise<Stripe.Customer> {
  const { data } = await openStripe().customers.list({ email: person.email, limit: 100 })
  const customer = data.find(({ metadata }) => metadata.user_id === person.id)
  if (!customer) throw new Error('Stripe knows no customer of this person')
  return customer
}

/** All that Stripe knows of a person's subscriptions, the newest first. */
export async function subscriptionsOf(person: Person): Promise<Stripe.Subscription[]> {
  const stripe = openStripe()
  const { data } = await stripe.customers.list({ email: person.email, limit: 100 })
  const customer = data.find(({ metadata }) => metadata.user_id === person.id)
  return customer ? (await stripe.subscriptions.list({ customer: customer.id, status: 'all' })).data : []
}

export async function subscriptionOf(person: Person): Promise<Stripe.Subscription> {
  const [newest] = await subscriptionsOf(person)
  if (!newest) throw new Error('Stripe knows no subscription of this person')
  return newest
}
