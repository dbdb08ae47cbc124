import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { moveStripeClock } from '../support/journeys/clocks.ts'
import { type Person, readRights, signIn } from '../support/journeys/people.ts'
import { openVisitor, provideBrowser, sizes, type Visitor } from '../support/journeys/sizes.ts'
import {
  actAtStripe,
  customerOf,
  endTroubleAtStripe,
  openStripe,
  settleStripe,
} from '../support/journeys/stripe-account.ts'
import { cards, enterCard, fillCard, openWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()
const lesson = '/lessons/the-chain-in-step'
const lessonText = (page: Page) => page.getByText(/it is forgotten until it knocks/)

/** From the page of the workshop to the form, filled and sent. */
async function buyWorkshop(page: Page, card: string = cards.good): Promise<void> {
  await openWeb(page, '/extras/workshop')
  await enterCard(page, card, /^Pay S?\$29\.00$/)
}

const expectYours = (page: Page) => page.getByRole('heading', { name: 'It is yours' }).waitFor()

const expectRefusal = (page: Page, words: RegExp) => page.getByRole('alert').filter({ hasText: words }).waitFor()

async function paymentsOf(person: Person) {
  const { id } = await customerOf(person)
  return (await openStripe().paymentIntents.list({ customer: id })).data
}

/** What the phone reads: over the API, not through the website. */
async function ownsWorkshop(person: Person): Promise<boolean> {
  const right = (await readRights(await signIn(person))).find(({ entitlement }) => entitlement === 'workshop')
  return new Date(right?.access_ends_at ?? 0) > new Date()
}

async function refund(person: Person, amount?: number): Promise<void> {
  const [payment] = await paymentsOf(person)
  await actAtStripe('/refunds', { payment_intent: payment?.id, ...(amount && { amount }) })
  await settleStripe()
}

describe.each(sizes)('on $size, the workshop', ({ viewport }) => {
  let visitor: Visitor
  beforeEach(async () => {
    visitor = await openVisitor(browser.get(), viewport)
    return () => visitor.context.close()
  })
  afterEach(endTroubleAtStripe)

  it('is bought once and opens its lesson, on the web and for the phone', async () => {
    const { page, person } = visitor
    await openWeb(page, lesson)
    await page.getByRole('link', { name: /29\.00 once$/ }).click()
    await enterCard(page, cards.good)
    await expectYours(page)
    expect(await paymentsOf(person)).toMatchObject([{ status: 'succeeded', amount_received: 2900, currency: 'sgd' }])
    await openWeb(page, lesson)
    await lessonText(page).waitFor()
    expect(await ownsWorkshop(person)).toBe(true)

    await openWeb(page, '/extras/workshop')
    await page.getByRole('heading', { name: 'You own this' }).waitFor()
    expect(await page.getByLabel('Card number').count()).toBe(0)
  })

  it('that was left unpaid is paid with the same payment later', async () => {
    const { page, person } = visitor
    await buyWorkshop(page, cards.declined)
    await expectRefusal(page, /insufficient|declined/i)
    await openWeb(page, '/lessons')
    await buyWorkshop(page, cards.other)
    await expectYours(page)
    expect(await paymentsOf(person)).toMatchObject([{ status: 'succeeded' }])
  })

  it('that a card does not pay for is paid with another one in the same form', async () => {
    const { page, person } = visitor
    await buyWorkshop(page, cards.declined)
    await expectRefusal(page, /insufficient|declined/i)
    expect(await ownsWorkshop(person)).toBe(false)
    await enterCard(page, cards.good)
    await expectYours(page)
    expect(await paymentsOf(person)).toHaveLength(1)
  })

  it('is not sold twice to who has it open in two tabs', async () => {
    const { page, person, context } = visitor
    const other = await context.newPage()
    await openWeb(other, '/extras/workshop')
    await fillCard(other, cards.other)
    await buyWorkshop(page)
    await expectYours(page)
    await other.getByRole('button', { name: /^Pay/ }).click()
    await expectRefusal(other, /already|own/i)
    expect((await paymentsOf(person)).map(({ amount_received }) => amount_received)).toEqual([2900])
  })

  it.each([
    ['Save it for when I am here', 'on_session', 1],
    ['Save it, also for later payments', 'off_session', 1],
    ['Do not save the card', null, 0],
  ])('with the choice “%s”', async (choice, usage, kept) => {
    const { page, person } = visitor
    await openWeb(page, '/extras/workshop')
    await page.getByRole('radio', { name: choice }).check()
    await enterCard(page, cards.good)
    await expectYours(page)
    expect(await paymentsOf(person)).toMatchObject([{ status: 'succeeded', setup_future_usage: usage }])
    const { data } = await openStripe().customers.listPaymentMethods((await customerOf(person)).id)
    expect(data).toHaveLength(kept)
  })

  it('for which the bank asks opens when the bank has its answer, not before', async () => {
    const { page, person } = visitor
    await buyWorkshop(page, cards.asksForAuthentication)
    await page.getByRole('button', { name: 'Fail authentication' }).click()
    await expectRefusal(page, /authenticat/i)
    expect(await ownsWorkshop(person)).toBe(false)
    await enterCard(page, cards.asksForAuthentication)
    await page.getByRole('button', { name: 'Complete authentication' }).click()
    await expectYours(page)
    expect(await ownsWorkshop(person)).toBe(true)
  })

  it('is on its way while the bank has not confirmed, cannot be paid twice then, and opens when it has', async () => {
    const { page, person } = visitor
    await openWeb(page, '/extras/workshop')
    await actAtStripe('/next-payment', { outcome: 'process' })
    await enterCard(page, cards.good)
    await page.getByRole('heading', { name: 'Your payment is on its way' }).waitFor()
    expect(await ownsWorkshop(person)).toBe(false)
    await openWeb(page, '/extras/workshop')
    await page.getByText(/^Your payment is on its way/).waitFor()
    expect(await page.getByLabel('Card number').count()).toBe(0)
    await moveStripeClock({ advance_seconds: 600 })
    await openWeb(page, lesson)
    await lessonText(page).waitFor()
    expect(await ownsWorkshop(person)).toBe(true)
  })

  it('leads who is signed out to the sign-in and back', async () => {
    const { page, person, context } = visitor
    await context.clearCookies()
    await openWeb(page, '/extras/workshop')
    await page.getByRole('main').getByRole('link', { name: 'Sign in', exact: true }).click()
    await page.getByLabel('Email').fill(person.email)
    await page.getByLabel('Password').fill(person.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL((url) => url.pathname === '/extras/workshop')
    await enterCard(page, cards.good)
    await expectYours(page)
  })

  it('stays open after a partial refund, and is closed by a full one', async () => {
    const { page, person } = visitor
    await buyWorkshop(page)
    await expectYours(page)
    await refund(person, 900)
    await openWeb(page, lesson)
    await lessonText(page).waitFor()
    expect(await ownsWorkshop(person)).toBe(true)

    await refund(person)
    await openWeb(page, lesson)
    await page.getByRole('heading', { name: /^This lesson is part of/ }).waitFor()
    expect(await lessonText(page).count()).toBe(0)
    expect(await ownsWorkshop(person)).toBe(false)
    await openWeb(page, '/extras/workshop')
    await page.getByLabel('Card number').waitFor()
  })
})
