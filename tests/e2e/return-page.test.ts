import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { moveStripeClock } from '../support/journeys/clocks.ts'
import { forgetTrials, sellWorkshopIn } from '../support/journeys/operator.ts'
import type { Person } from '../support/journeys/people.ts'
import { openVisitor, provideBrowser, sizes, type Visitor } from '../support/journeys/sizes.ts'
import {
  actAtStripe,
  customerOf,
  endTroubleAtStripe,
  openStripe,
  subscriptionOf,
  subscriptionsOf,
} from '../support/journeys/stripe-account.ts'
import { cards, enterCard, openWeb, payByCard, startTrialOnWeb, subscribeOnWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()
/** https://docs.stripe.com/payments/sepa-debit/accept-a-payment#test-integration */
const debits = { arrives: 'AT32 1904 3002 3547 3204', fails: 'AT05 1904 3002 3547 3205' }
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor()

/** The payment of a person, with the address to which Stripe leads back after it. */
async function returnOf(person: Person, path = '/subscribe/return') {
  const { id: customer } = await customerOf(person)
  const [intent] = (await openStripe().paymentIntents.list({ customer })).data
  if (!intent?.client_secret) throw new Error('Stripe knows no payment of this person')
  return { id: intent.id, address: `${path}?payment_intent_client_secret=${intent.client_secret}` }
}

/** By a bank debit, which takes days and may still fail. */
async function buyWorkshopByDebit({ page }: Visitor, iban: string): Promise<void> {
  await openWeb(page, '/extras/workshop')
  await page.getByRole('radio', { name: 'SEPA Debit' }).check()
  await page.getByLabel('IBAN').fill(iban)
  await page.getByRole('button', { name: 'Pay €29.00' }).click()
  await heading(page, 'Your payment is on its way')
}

/** The first payment of a subscription, refused by the card. */
async function failToPay({ page }: Visitor): Promise<void> {
  await payByCard(page, 'standard', cards.declined)
  await page
    .getByRole('alert')
    .filter({ hasText: /insufficient|declined/i })
    .waitFor()
}

describe.each(sizes)('on $size, the page after paying', ({ viewport }) => {
  let visitor: Visitor
  beforeEach(async () => {
    await forgetTrials()
    visitor = await openVisitor(browser.get(), viewport)
    return () => visitor.context.close()
  })
  afterEach(endTroubleAtStripe)

  it('says that a paid subscription is there, however often it is opened', async () => {
    const { page, person } = visitor
    await subscribeOnWeb(page, 'standard')
    await page.reload()
    await heading(page, 'You are in')
    await openWeb(page, (await returnOf(person)).address)
    await heading(page, 'You are in')
    expect((await subscriptionsOf(person)).map(({ status }) => status)).toEqual(['active'])
  })

  it('says so although no webhook has come', async () => {
    const { page } = visitor
    await actAtStripe('/webhooks', { fault: 'drop' })
    await subscribeOnWeb(page, 'standard')
    await openWeb(page, '/lessons/starting-on-a-hill')
    await page.getByText(/both feet down on the uphill side/).waitFor()
  })

  it('says until when a trial is free, also when it is opened twice', async () => {
    const { page, person } = visitor
    await startTrialOnWeb(page)
    await heading(page, 'You are in')
    await page.getByText(/^Your free trial runs until/).waitFor()
    await page.reload()
    await page.getByText(/^Your free trial runs until/).waitFor()
    expect(await subscriptionsOf(person)).toHaveLength(1)
  })

  it('says that a payment did not go through, and leads to another attempt', async () => {
    const { page, person } = visitor
    await failToPay(visitor)
    await openWeb(page, (await returnOf(person)).address)
    await heading(page, 'The payment did not go through')
    await page.getByRole('link', { name: 'Try again' }).click()
    await page.waitForURL((url) => url.pathname === '/subscribe/standard')
    await enterCard(page, cards.good)
    await heading(page, 'You are in')
    expect((await subscriptionsOf(person)).map(({ status }) => status)).toEqual(['active'])
  })

  it('says that a payment was canceled', async () => {
    const { page, person } = visitor
    await failToPay(visitor)
    const { id, address } = await returnOf(person)
    await openStripe().subscriptions.cancel((await subscriptionOf(person)).id)
    expect((await openStripe().paymentIntents.retrieve(id)).status).toBe('canceled')
    await openWeb(page, address)
    await heading(page, 'The payment was canceled')
    await page.getByRole('link', { name: 'Try again' }).waitFor()
  })

  it('tells somebody else nothing, and changes nothing', async () => {
    await failToPay(visitor)
    const { id, address } = await returnOf(visitor.person)
    const other = await openVisitor(browser.get(), viewport)
    await openWeb(other.page, address)
    await heading(other.page, 'There is no payment to show')
    expect(await subscriptionsOf(other.person)).toEqual([])
    await other.context.close()
    expect((await openStripe().paymentIntents.retrieve(id)).status).toBe('requires_payment_method')
    await enterCard(visitor.page, cards.good)
    await heading(visitor.page, 'You are in')
  })

  it('asks who is signed out to sign in, without the secret in the address', async () => {
    const { page, person, context } = visitor
    await subscribeOnWeb(page, 'standard')
    const { address } = await returnOf(person)
    await context.clearCookies()
    await openWeb(page, address)
    await page.getByLabel('Email').waitFor()
    expect(page.url()).not.toContain('secret')
    await page.getByLabel('Email').fill(person.email)
    await page.getByLabel('Password').fill(person.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await heading(page, 'You are in')
  })

  it('without a payment in its address says that there is none', async () => {
    const { page } = visitor
    for (const path of ['/subscribe/return', '/extras/return']) {
      await openWeb(page, path)
      await heading(page, 'There is no payment to show')
    }
  })
})

describe.each(sizes)('on $size, the page after buying once', ({ viewport }) => {
  let visitor: Visitor
  beforeEach(async () => {
    visitor = await openVisitor(browser.get(), viewport)
    return () => visitor.context.close()
  })

  it('says that it is there, to the buyer only', async () => {
    const { page, person } = visitor
    await openWeb(page, '/extras/workshop')
    await enterCard(page, cards.good)
    await heading(page, 'It is yours')
    const { address } = await returnOf(person, '/extras/return')
    const other = await openVisitor(browser.get(), viewport)
    await openWeb(other.page, address)
    await heading(other.page, 'There is no payment to show')
    await openWeb(other.page, '/extras/workshop')
    await other.page.getByLabel('Card number').waitFor()
    await other.context.close()
    await openWeb(page, address)
    await heading(page, 'It is yours')
  })

  describe('with a bank debit', () => {
    beforeEach(() => sellWorkshopIn('eur'))
    afterEach(() => sellWorkshopIn('sgd'))

    it('says that the payment is on its way, and that it has come', async () => {
      const { page } = visitor
      await buyWorkshopByDebit(visitor, debits.arrives)
      await page.reload()
      await heading(page, 'Your payment is on its way')
      await moveStripeClock({ advance_seconds: 600 })
      await page.reload()
      await heading(page, 'It is yours')
    })

    it('says that the payment did not come, and leads to another way to pay', async () => {
      const { page, person } = visitor
      await buyWorkshopByDebit(visitor, debits.fails)
      await moveStripeClock({ advance_seconds: 600 })
      await page.reload()
      await heading(page, 'The payment did not go through')
      await page.getByRole('link', { name: 'Try again' }).click()
      await enterCard(page, cards.good)
      await heading(page, 'It is yours')
      const { data } = await openStripe().paymentIntents.list({ customer: (await customerOf(person)).id })
      expect(data).toMatchObject([{ status: 'succeeded' }])
    })
  })
})
