import { readFileSync } from 'node:fs'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkStripeObject } from '../../local/stripe/schema/check-object.ts'
import { eventTypes } from '../../local/stripe/schema/schema-roots.ts'
import { generateStripeSchema, schemaFile } from '../../scripts/generate-stripe-schema.ts'
import { authenticate, buyPremium, CARDS, payInBrowser, startPremium } from './buy.ts'
import { playBilling } from './play-billing.ts'
import { playMoney } from './play-money.ts'
import { playPages } from './play-pages.ts'
import { type Account, HOUR, startAccount } from './start-account.ts'

describe('the committed schema', () => {
  it('is of the pinned SDK: if this fails, run node scripts/generate-stripe-schema.ts', () => {
    const committed = JSON.parse(readFileSync(schemaFile, 'utf8'))
    expect(committed.$comment).toContain(`stripe ${Stripe.PACKAGE_VERSION}, API ${Stripe.API_VERSION}`)
    expect(committed).toEqual(generateStripeSchema())
  }, 60_000)

  it('knows an object that Stripe would not send', async () => {
    const customer = { id: 'cus_1', object: 'customer', created: 'yesterday' }
    expect(() => checkStripeObject(customer)).toThrow(/wrong Customer/)
  })
})

describe('everything the simulator makes in all its flows', () => {
  let account: Account
  beforeAll(async () => {
    account = await startAccount()
    const asked = await startPremium(account)
    await payInBrowser(account, asked.secret, CARDS.asksForAuthentication)
    await authenticate(account, asked.secret, 'failed')
    await payInBrowser(account, asked.secret, CARDS.insufficientFunds)
    await startPremium(account)
    await buyPremium(account, CARDS.failsLater)
    const leaving = await buyPremium(account)
    await account.stripe.subscriptions.update(leaving.subscription.id, { cancel_at_period_end: true })
    const staying = await buyPremium(account)
    await account.stripe.customers.update(staying.customer.id, { name: 'Ada' })
    await account.simulator.advanceClock({ advance_months: 1, advance_seconds: 2 * HOUR })
    await account.simulator.advanceClock({ advance_seconds: 8 * 24 * HOUR })
    await playBilling(account)
    await playMoney(account)
    await playPages(account)
  }, 60_000)
  afterAll(() => account.close())

  it('is as the SDK describes it, objects and events', () => {
    const { events, ...tables } = account.simulator.readState()
    // What the account notes for itself is no object of Stripe's.
    const objects = Object.values(tables)
      .flatMap((table) => Object.values(table))
      .filter((row): row is { object: string } => typeof row === 'object' && row !== null && 'object' in row)
    expect(objects.length).toBeGreaterThan(40)
    for (const object of objects) checkStripeObject(object)
    for (const { event } of Object.values(events)) checkStripeObject(event)
  })

  it('says with every change what was there before, by names that the object has', () => {
    const events = Object.values(account.simulator.readState().events).map(({ event }) => event)
    for (const { type, data } of events) {
      const names = Object.keys(data.previous_attributes ?? {})
      if (type.endsWith('.updated')) expect(names.length, type).toBeGreaterThan(0)
      expect(Object.keys(data.object)).toEqual(expect.arrayContaining(names))
    }
  })

  it('uses every type of event that the schema was made for', () => {
    const seen = new Set<string>(Object.values(account.simulator.readState().events).map(({ event }) => event.type))
    expect(eventTypes.filter((type) => !seen.has(type))).toEqual([])
  })
})
