import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildCardRow, buildSubscriptionRow, plans } from './build-rows.ts'
import { buildRequest, buildSession, buildSessionCookie, fakeSupabase, stubWebEnv } from './fake-supabase.ts'

let list: typeof import('#app/routes/account_.cards.tsx')
let add: typeof import('#app/routes/account_.cards_.add.tsx')
beforeAll(async () => {
  stubWebEnv()
  list = await import('#app/routes/account_.cards.tsx')
  add = await import('#app/routes/account_.cards_.add.tsx')
})
afterEach(() => vi.unstubAllGlobals())

const session = buildSession()
const cookie = buildSessionCookie(session)
const signedIn = { 'GET /auth/v1/user': { body: session.user }, 'GET /rest/v1/plans': { body: plans } }
const at = (path: string, form?: Record<string, string>) => ({
  request: buildRequest(path, { cookie, form }),
  context: {},
  params: {},
})
const changeCard = (form: Record<string, string>) => list.action(at('/account/cards', form))
const addCard = (form: Record<string, string>) => add.action(at('/account/cards/add', form))

describe('the list of cards', () => {
  it('shows the default first, and which one pays the subscription', async () => {
    fakeSupabase({
      ...signedIn,
      'GET /rest/v1/payment_methods': { body: [buildCardRow({ payment_method_id: 'pm_2' }), buildCardRow()] },
      'GET /rest/v1/billing_accounts': {
        body: [{ balance: 0, currency: 'sgd', default_payment_method_id: 'pm_1' }],
      },
      'GET /rest/v1/subscriptions': { body: [buildSubscriptionRow()] },
    })
    expect((await list.loader(at('/account/cards?done=added'))) as object).toMatchObject({
      done: 'Your card is saved.',
      cards: [
        { id: 'pm_1', isDefault: true, isUsed: true },
        { id: 'pm_2', isDefault: false, keptBecause: null },
      ],
    })
  })

  it.each(['default', 'remove'])('asks the billing function to %s a card', async (intent) => {
    const call = `POST /functions/v1/billing/cards/${intent}`
    const requests = fakeSupabase({ ...signedIn, [call]: { body: {} } })
    expect(await changeCard({ intent, card: 'pm_2' })).toMatchObject({ tone: 'good' })
    expect(await requests.find(({ method }) => method === 'POST')?.json()).toEqual({ payment_method_id: 'pm_2' })
  })

  it('says why a card stays', async () => {
    fakeSupabase({
      ...signedIn,
      'POST /functions/v1/billing/cards/remove': { status: 409, body: { code: 'card_in_use' } },
    })
    expect(await changeCard({ intent: 'remove', card: 'pm_1' })).toEqual({
      tone: 'bad',
      text: expect.stringContaining('Choose another default card first'),
    })
  })

  it('knows no other intent', async () => {
    fakeSupabase(signedIn)
    await expect(changeCard({ intent: 'steal', card: 'pm_1' })).rejects.toMatchObject({ init: { status: 400 } })
  })
})

describe('adding a card', () => {
  it('starts nothing by being opened', async () => {
    const requests = fakeSupabase(signedIn)
    expect(await add.loader(at('/account/cards/add'))).toMatchObject({ currency: 'sgd', setupIntentId: null })
    expect(requests.every(({ method }) => method === 'GET')).toBe(true)
  })

  it('hands the browser what it confirms', async () => {
    fakeSupabase({
      ...signedIn,
      'POST /functions/v1/billing/cards/add': { body: { client_secret: 'seti_1_secret_2' } },
    })
    expect(await addCard({ intent: 'start' })).toEqual({ kind: 'ready', clientSecret: 'seti_1_secret_2' })
  })

  it('knows, back from the bank, which card was confirmed', async () => {
    fakeSupabase(signedIn)
    const path = '/account/cards/add?setup_intent_client_secret=seti_1_secret_2&redirect_status=succeeded'
    expect(await add.loader(at(path))).toMatchObject({ setupIntentId: 'seti_1' })
  })

  it.each(['added', 'replaced'])('ends on the list, which says that the card was %s', async (outcome) => {
    const requests = fakeSupabase({
      ...signedIn,
      'POST /functions/v1/billing/cards/finish': { body: { outcome, payment_method_id: 'pm_3' } },
    })
    const answer = (await addCard({ intent: 'finish', setup_intent: 'seti_1' })) as Response
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, `/account/cards?done=${outcome}`])
    expect(await requests.find(({ method }) => method === 'POST')?.json()).toEqual({ setup_intent_id: 'seti_1' })
  })

  it.each([
    ['card_already_saved', 409, 'You have saved this card already.'],
    ['setup_not_confirmed', 409, 'Your card is not confirmed yet. Please enter it again.'],
    ['store_unavailable', 503, 'The payment service does not answer. Please try again in a minute.'],
  ])('says %s in its sentence', async (code, status, text) => {
    fakeSupabase({ ...signedIn, 'POST /functions/v1/billing/cards/finish': { status, body: { code } } })
    expect(await addCard({ intent: 'finish', setup_intent: 'seti_1' })).toEqual({ kind: 'refused', text })
  })
})
