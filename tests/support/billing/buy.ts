import { expect } from 'vitest'
import { createUser } from '../act-as.ts'
import { cardNumbers, intentOf } from './browser.ts'
import type { Billing } from './set-up-billing.ts'

/** A user who has paid for a plan. */
export async function buyPlan(billing: Billing, planId = 'premium', card: string = cardNumbers.visa): Promise<string> {
  const userId = await createUser(billing.sql)
  const { body } = await billing.call(userId, 'subscribe', { plan_id: planId, trial: false })
  expect((await billing.browser.confirmPayment(body.client_secret, card)).status).toBe(200)
  expect((await billing.call(userId, 'refresh')).body).toEqual({ status: 'active', refusal: null })
  return userId
}

/** A user whose trial of Premium runs. */
export async function beginTrial(billing: Billing, card: string = cardNumbers.visa): Promise<string> {
  const userId = await createUser(billing.sql)
  const { body } = await billing.call(userId, 'subscribe', { plan_id: 'premium' })
  expect((await billing.browser.confirmSetup(body.client_secret, card)).status).toBe(200)
  expect((await billing.call(userId, 'refresh')).body).toEqual({ status: 'active', refusal: null })
  return userId
}

/** Confirms a card in the browser and hands it in. */
export async function addCard(billing: Billing, userId: string, number: string, expYear = '2034') {
  const { body } = await billing.call(userId, 'cards/add')
  expect((await billing.browser.confirmSetup(body.client_secret, number, { expYear })).status).toBe(200)
  return billing.call(userId, 'cards/finish', { setup_intent_id: intentOf(body.client_secret) })
}

export async function readOwnSubscription({ sql }: Billing, userId: string) {
  const [row] = await sql`
    select store_subscription_id as id, status, plan_id, next_plan_id, pending_plan_id, period_type, will_renew,
      expires_at, payment_method_id
    from public.subscriptions where user_id = ${userId} order by started_at desc, id limit 1`
  return row
}

export async function readCards({ sql }: Billing, userId: string) {
  const rows = await sql<{ id: string; last4: string; exp_year: number }[]>`
    select payment_method_id as id, last4, exp_year from public.payment_methods
    where user_id = ${userId} order by created_at, payment_method_id`
  return [...rows]
}

export async function customerOf({ sql }: Billing, userId: string): Promise<string> {
  const [row] = await sql`select customer_id from billing.customers where user_id = ${userId}`
  return String(row?.customer_id)
}
