import { beforeEach, describe, expect, it } from 'vitest'
import { openVisitor, provideBrowser, sizes, type Visitor } from '../support/journeys/sizes.ts'
import { subscriptionsOf } from '../support/journeys/stripe-account.ts'
import { cards, enterCard, openWeb, payByCard } from '../support/journeys/web.ts'

const browser = provideBrowser()

describe.each(sizes)('on $size', ({ viewport }) => {
  let visitor: Visitor
  beforeEach(async () => {
    visitor = await openVisitor(browser.get(), viewport)
    return () => visitor.context.close()
  })

  it('a form that is only looked at begins nothing at Stripe', async () => {
    const { page, person } = visitor
    await openWeb(page, '/subscribe/premium?trial=no')
    await page.getByLabel('Card number').waitFor()
    expect(await subscriptionsOf(person)).toEqual([])
  })

  describe('a card that asks for authentication', () => {
    it('pays once the person has authenticated', async () => {
      const { page } = visitor
      await payByCard(page, 'premium', cards.asksForAuthentication)
      await page.getByRole('button', { name: 'Complete authentication' }).click()
      await page.getByRole('heading', { name: 'You are in' }).waitFor()
    })

    it('can be tried again on the same page after the authentication failed', async () => {
      const { page, person } = visitor
      await payByCard(page, 'premium', cards.asksForAuthentication)
      await page.getByRole('button', { name: 'Fail authentication' }).click()
      await page
        .getByRole('alert')
        .filter({ hasText: /authenticat/i })
        .waitFor()
      await enterCard(page, cards.good)
      await page.getByRole('heading', { name: 'You are in' }).waitFor()
      expect(await subscriptionsOf(person)).toHaveLength(1)
    })
  })

  describe('a declined card', () => {
    it('says so, and is corrected on the same page without a second subscription', async () => {
      const { page, person } = visitor
      await payByCard(page, 'premium', cards.declined)
      await page
        .getByRole('alert')
        .filter({ hasText: /insufficient funds|declined/i })
        .waitFor()
      await enterCard(page, cards.good)
      await page.getByRole('heading', { name: 'You are in' }).waitFor()
      expect((await subscriptionsOf(person)).map(({ status }) => status)).toEqual(['active'])
    })
  })
})
