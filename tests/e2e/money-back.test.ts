import type Stripe from 'stripe'
import { beforeEach, describe, expect, it } from 'vitest'
import { moveStripeClock } from '../support/journeys/clocks.ts'
import { forgetTrials } from '../support/journeys/operator.ts'
import { readRights, signIn } from '../support/journeys/people.ts'
import { openVisitor, provideBrowser, sizes, type Visitor } from '../support/journeys/sizes.ts'
import {
  actAtStripe,
  customerOf,
  openStripe,
  settleStripe,
  subscriptionOf,
} from '../support/journeys/stripe-account.ts'
import { cards, enterCard, expectAccountSays, expectPremium, openWeb, subscribeOnWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()
const aMonth = { advance_months: 1, advance_seconds: 2 * 3600 }

/** What staff or a bank do, and what our server has heard of it. */
async function act<Answer>(...call: Parameters<typeof actAtStripe>): Promise<Answer> {
  const answer = await actAtStripe<Answer>(...call)
  await settleStripe()
  return answer
}

describe.each(sizes)('on $size', ({ viewport }) => {
  let visitor: Visitor
  beforeEach(async () => {
    visitor = await openVisitor(browser.get(), viewport)
    return () => visitor.context.close()
  })

  describe('money that goes back', () => {
    let subscription: string
    beforeEach(async () => {
      await subscribeOnWeb(visitor.page, 'premium')
      subscription = (await subscriptionOf(visitor.person)).id
    })

    it('in full by staff closes premium and the account says so; the next paid month opens it again', async () => {
      const { page } = visitor
      await act('/refunds', { subscription })
      await expectAccountSays(page, 'Refunded')
      await page.getByText(/^The payment for this period was refunded, so access ended\. .*still renews on/).waitFor()
      await expectPremium(page, 'locked')

      await moveStripeClock(aMonth)
      await expectAccountSays(page, 'Active')
      await expectPremium(page, 'open')
    })

    it('in part changes nothing about access', async () => {
      const { page } = visitor
      await act('/refunds', { subscription, amount: 500 })
      await expectAccountSays(page, 'Active')
      await expectPremium(page, 'open')
    })

    it('by a dispute closes premium until the dispute is won', async () => {
      const { page } = visitor
      const dispute = await act<Stripe.Dispute>('/disputes', { subscription })
      await expectAccountSays(page, 'Disputed')
      await expectPremium(page, 'locked')
      await act(`/disputes/${dispute.id}/close`, { outcome: 'won' })
      await expectAccountSays(page, 'Active')
      await expectPremium(page, 'open')
    })

    it('by a dispute that is lost ends access and the subscription', async () => {
      const { page, person } = visitor
      const dispute = await act<Stripe.Dispute>('/disputes', { subscription })
      await act(`/disputes/${dispute.id}/close`, { outcome: 'lost' })
      await expectAccountSays(page, 'Taken back')
      await expectPremium(page, 'locked')
      expect((await subscriptionOf(person)).status).toBe('canceled')
    })
  })

  describe('what staff change in the dashboard', () => {
    it('a deleted customer has no subscription any more, and can subscribe again as a new one', async () => {
      const { page, person } = visitor
      await subscribeOnWeb(page, 'premium')
      const before = await customerOf(person)
      await act(`/customers/${before.id}`, {}, 'DELETE')
      await expectAccountSays(page, 'Ended')
      await expectPremium(page, 'locked')

      await subscribeOnWeb(page, 'premium')
      expect((await customerOf(person)).id).not.toBe(before.id)
      await expectPremium(page, 'open')
    })

    it.each([
      ['to be paid at once', 'standard'],
      ['with a trial first', 'premium'],
    ])(
      'an archived price, %s, is not sold, nothing is created, and it is sold again when it is back',
      async (_, plan) => {
        const { page, person } = visitor
        await forgetTrials()
        const stripe = openStripe()
        const [price] = (await stripe.prices.list({ lookup_keys: [`tandem_${plan}_monthly`] })).data
        await openWeb(page, `/subscribe/${plan}`)
        try {
          await act(`/prices/${price?.id}`, { active: false })
          await enterCard(page, cards.good)
          await page.getByRole('alert').getByText('This plan is not sold at the moment').waitFor()
          expect((await stripe.customers.list({ email: person.email })).data).toEqual([])
        } finally {
          await act(`/prices/${price?.id}`, { active: true })
        }
        await openWeb(page, `/subscribe/${plan}`)
        await enterCard(page, cards.good)
        await page.getByRole('heading', { name: 'You are in' }).waitFor()
      },
    )

    it('a renamed product changes nothing for a subscriber', async () => {
      const { page, person } = visitor
      await subscribeOnWeb(page, 'premium')
      const { name } = await openStripe().products.retrieve('tandem_premium')
      const before = await readRights(await signIn(person))
      try {
        await act('/products/tandem_premium', { name: 'Tandem Gold' })
        await openWeb(page, '/account')
        await page.getByRole('heading', { name: 'Premium', exact: true }).waitFor()
        await page.getByRole('main').getByText('Active', { exact: true }).waitFor()
        expect(await readRights(await signIn(person))).toEqual(before)
      } finally {
        await act('/products/tandem_premium', { name })
      }
    })
  })
})
