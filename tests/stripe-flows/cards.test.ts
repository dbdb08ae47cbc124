import { describe, expect, it } from 'vitest'
import { addCard, buyPlan } from '../support/stripe-flows/buy.ts'
import { cards, confirmSetup } from '../support/stripe-flows/cards.ts'
import { readAccount, readCards, readSubscription } from '../support/stripe-flows/read-rows.ts'
import { setUpFlow } from '../support/stripe-flows/set-up-flow.ts'

describe('the cards of a subscriber at Stripe', () => {
  const flow = setUpFlow()

  it('are added, refused when they are there already, made the default, and removed with a guard', async () => {
    const { stripe, sql, signUp, eventually } = flow()
    const person = await signUp()
    await buyPlan(flow(), person, 'standard')
    const bought = await eventually(async () => {
      const [card] = await readCards(sql, person.id)
      expect(card).toMatchObject({ last4: '4242' })
      return String(card?.payment_method_id)
    })

    const again = await person.ask('cards/add')
    const { id } = await confirmSetup(stripe, again.client_secret, cards.visa)
    expect(await person.call('cards/finish', { setup_intent_id: id })).toMatchObject({
      status: 409,
      body: { code: 'card_already_saved' },
    })
    await eventually(async () => expect(await readCards(sql, person.id)).toHaveLength(1))

    const added = await addCard(flow(), person, cards.mastercard)
    await eventually(async () => {
      expect((await readCards(sql, person.id)).map(({ last4 }) => last4).sort()).toEqual(['4242', '4444'])
    })
    expect(await person.call('cards/remove', { payment_method_id: bought })).toMatchObject({
      status: 409,
      body: { code: 'card_in_use' },
    })
    await person.ask('cards/default', { payment_method_id: added })
    await eventually(async () => {
      expect(await readSubscription(sql, person.id)).toMatchObject({ payment_method_id: added })
      expect(await readAccount(sql, person.id)).toMatchObject({ default_payment_method_id: added })
    })
    await person.ask('cards/remove', { payment_method_id: bought })
    await eventually(async () => {
      expect((await readCards(sql, person.id)).map(({ last4 }) => last4)).toEqual(['4444'])
    })
  })

  it('are nobody else’s to use or to remove', async () => {
    const { sql, signUp, hear } = flow()
    const [owner, other] = [await signUp(), await signUp()]
    await buyPlan(flow(), owner, 'standard')
    await buyPlan(flow(), other, 'standard', cards.mastercard)
    await hear()
    const [card] = await readCards(sql, owner.id)
    for (const path of ['cards/default', 'cards/remove']) {
      expect(await other.call(path, { payment_method_id: card?.payment_method_id })).toMatchObject({
        status: 404,
        body: { code: 'card_not_found' },
      })
    }
  })
})
