import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { openVisitor, provideBrowser, sizes, type Visitor } from '../support/journeys/sizes.ts'
import { customerOf, openStripe, settleStripe, subscriptionOf } from '../support/journeys/stripe-account.ts'
import { cards, enterCard, openWeb, subscribeOnWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()

async function addCard(page: Page, card: string): Promise<void> {
  await openWeb(page, '/account/cards/add')
  await enterCard(page, card, /^Save card$/)
}

const list = (page: Page) => page.getByRole('list', { name: 'Saved cards' })
const item = (page: Page, last4: string) => list(page).getByRole('listitem').filter({ hasText: last4 })

async function methodsOf(visitor: Visitor) {
  const customer = await customerOf(visitor.person)
  return (await openStripe().customers.listPaymentMethods(customer.id)).data
}

describe.each(sizes)('on $size, cards', ({ viewport }) => {
  let visitor: Visitor
  beforeEach(async () => {
    visitor = await openVisitor(browser.get(), viewport)
    return () => visitor.context.close()
  })

  it('are added, one is chosen, the other removed; the one in use stays', async () => {
    const { page, person } = visitor
    await openWeb(page, '/account/cards')
    await page.getByRole('heading', { name: 'No card is saved' }).waitFor()
    await subscribeOnWeb(page, 'standard')
    await addCard(page, cards.other)
    await page.getByText('Your card is saved.').waitFor()
    await item(page, '4242').getByText('Used for your subscription').waitFor()
    expect(
      await item(page, '4242')
        .getByRole('button', { name: /^Remove/ })
        .count(),
    ).toBe(0)

    await item(page, '4444')
      .getByRole('button', { name: /^Make default/ })
      .click()
    await item(page, '4444').getByText('Used for your subscription').waitFor()
    const customer = await customerOf(person)
    const subscription = await subscriptionOf(person)
    expect(subscription.default_payment_method).toBe(customer.invoice_settings.default_payment_method)

    await item(page, '4242')
      .getByRole('button', { name: /^Remove/ })
      .click()
    await page.getByRole('button', { name: 'Remove card' }).click()
    await item(page, '4242').waitFor({ state: 'detached' })
    expect((await methodsOf(visitor)).map(({ card }) => card?.last4)).toEqual(['4444'])
    await openWeb(page, '/account')
    await page.getByText(/4444/).first().waitFor()
  })

  it('the same card again is refused with a sentence, and stays saved once', async () => {
    const { page } = visitor
    await addCard(page, cards.good)
    await page.getByText('Your card is saved.').waitFor()
    await addCard(page, cards.good)
    await page.getByText('You have saved this card already.').waitFor()
    await settleStripe()
    expect(await methodsOf(visitor)).toHaveLength(1)
  })

  it('the same card from two tabs at once stays saved once', async () => {
    const { page, context } = visitor
    const other = await context.newPage()
    await Promise.all([openWeb(page, '/account/cards/add'), openWeb(other, '/account/cards/add')])
    await Promise.all([enterCard(page, cards.good), enterCard(other, cards.good)])
    await Promise.all(
      [page, other].map((tab) =>
        tab
          .getByText(/^(Your card is saved|You have saved this card already)/)
          .first()
          .waitFor(),
      ),
    )
    await settleStripe()
    expect(await methodsOf(visitor)).toHaveLength(1)
  })

  it('a card whose bank asks is saved after the answer; a declined one says so', async () => {
    const { page } = visitor
    await addCard(page, cards.declined)
    await page
      .getByRole('alert')
      .filter({ hasText: /declined|insufficient/i })
      .waitFor()
    await enterCard(page, cards.asksForAuthentication)
    await page.getByRole('button', { name: 'Complete authentication' }).click()
    await page.getByText('Your card is saved.').waitFor()
    await item(page, '3155').waitFor()
  })

  it('a saved card is offered for the next payment', async () => {
    const { page, person } = visitor
    await addCard(page, cards.other)
    await page.getByText('Your card is saved.').waitFor()
    await openWeb(page, '/subscribe/standard')
    await page.getByRole('radio', { name: /4444/ }).check()
    await page.getByRole('button', { name: /^Pay/ }).click()
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    expect((await subscriptionOf(person)).status).toBe('active')
    expect(await methodsOf(visitor)).toHaveLength(1)
  })
})
