import { expect } from 'vitest'
import { cards, confirmPayment, confirmSetup } from './cards.ts'
import type { Person } from './people.ts'
import { readAccess } from './read-rows.ts'
import type { Flow } from './set-up-flow.ts'

/** Subscribes and pays at once, by a card that is good; gives back the payment. */
export async function buyPlan(flow: Flow, person: Person, planId: string, card: string = cards.visa) {
  const { kind, client_secret } = await person.ask('subscribe', { plan_id: planId, trial: false })
  expect(kind).toBe('payment')
  const payment = await confirmPayment(flow.stripe, client_secret, card)
  await person.ask('refresh')
  await flow.eventually(async () => expect(await readAccess(flow.sql, person.id)).toContain(planId))
  return payment
}

/** Begins the trial of Premium, by a card that is good. */
export async function beginTrial(flow: Flow, person: Person, card: string = cards.visa): Promise<void> {
  const { kind, client_secret } = await person.ask('subscribe', { plan_id: 'premium' })
  expect(kind).toBe('setup')
  await confirmSetup(flow.stripe, client_secret, card)
  await person.ask('refresh')
  await flow.eventually(async () => expect(await readAccess(flow.sql, person.id)).toContain('premium'))
}

/** Saves a card on the page for it; gives back its id. */
export async function addCard(flow: Flow, person: Person, card: string): Promise<string> {
  const { client_secret } = await person.ask('cards/add')
  const { id } = await confirmSetup(flow.stripe, client_secret, card)
  const { payment_method_id } = await person.ask('cards/finish', { setup_intent_id: id })
  await flow.hear()
  return String(payment_method_id)
}
