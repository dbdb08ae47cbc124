import { afterEach, describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { createSubscriber, products } from '../support/app-store/create-subscriber.ts'
import { bought, lapsed } from '../support/app-store/notification-case.ts'
import { readOwner, readRights } from '../support/app-store/read-app-store.ts'
import { setUpAppStore } from '../support/app-store/set-up-app-store.ts'

const appStore = setUpAppStore()
const both = ['premium', 'standard']
const newUser = () => createUser(appStore().sql)
const rightsOf = (userId: string) => readRights(appStore().sql, userId)
const ownerOf = (originalTransactionId: string) => readOwner(appStore().sql, originalTransactionId)
const refused = [409, { code: 'belongs_to_another_account', message: expect.any(String) }]

afterEach(async () => {
  await appStore().sql`update billing.settings set app_store_transfer = 'if_inactive', family_sharing_serves = false`
})

async function tell(type: string, parts: { transaction?: object; renewal?: object } = {}) {
  const [status] = await appStore().notify(await appStore().signNotice({ type, ...parts }))
  expect(status).toBe(200)
}

/** What our side told Apple about who owns what, after the answers so far. */
async function readNamed() {
  await appStore().settle()
  return appStore()
    .apple.requests.filter(({ path }) => path.endsWith('/appAccountToken'))
    .map(({ path, body }) => [path.split('/')[4], (body as { appAccountToken: string }).appAccountToken])
}

describe('a purchase with the token of a user', () => {
  it('is theirs, however the token is written, and Apple is told nothing', async () => {
    const userId = await newUser()
    const subscriber = createSubscriber(userId)
    await tell('SUBSCRIBED', bought(subscriber)[0])
    expect(await rightsOf(userId)).toEqual(both)
    expect(await readNamed()).toEqual([])
  })

  it('is theirs also when somebody else hands it in first, who gets nothing', async () => {
    const [owner, other] = [await newUser(), await newUser()]
    const subscriber = createSubscriber(owner)
    expect(await appStore().handIn({ transaction: subscriber.transaction() }, other)).toEqual(refused)
    expect([await rightsOf(owner), await rightsOf(other)]).toEqual([both, []])
  })

  it('is nobody’s when there is no such user, until somebody hands it in', async () => {
    const userId = await newUser()
    const subscriber = createSubscriber('7e3fb20b-4cdb-47cc-936d-99d65f608138')
    await tell('SUBSCRIBED', bought(subscriber)[0])
    expect(await ownerOf(subscriber.originalTransactionId)).toBeNull()
    expect(await appStore().handIn({ transaction: subscriber.transaction() }, userId)).toMatchObject([200, {}])
    expect(await ownerOf(subscriber.originalTransactionId)).toBe(userId)
    expect(await readNamed()).toEqual([[subscriber.originalTransactionId, userId]])
  })
})

describe('a purchase made outside the app, by an offer code or in the App Store', () => {
  it('belongs to whom the app is signed in as when it first hands it in, and Apple is told their token', async () => {
    const userId = await newUser()
    const subscriber = createSubscriber(null)
    const code = { offerType: 3, offerIdentifier: 'RIDEAPPLE', offerDiscountType: 'FREE_TRIAL', price: 0 }
    expect(await appStore().handIn({ transaction: subscriber.transaction(code) }, userId)).toMatchObject([
      200,
      { outcome: 'applied' },
    ])
    expect(await rightsOf(userId)).toEqual(both)
    expect(await readNamed()).toEqual([[subscriber.originalTransactionId, userId]])
  })

  it('waits for its owner when the notification comes first, and loses nothing of what came meanwhile', async () => {
    const userId = await newUser()
    const subscriber = createSubscriber(null)
    await tell('SUBSCRIBED', lapsed(subscriber))
    const renewed = subscriber.transaction({ transactionId: `${subscriber.originalTransactionId}-2` })
    await tell('DID_RENEW', { transaction: renewed, renewal: subscriber.renewal({ autoRenewStatus: 0 }) })
    expect(await ownerOf(subscriber.originalTransactionId)).toBeNull()

    // The phone hands in the old period, which is all that it has seen.
    expect(await appStore().handIn({ transaction: lapsed(subscriber).transaction }, userId)).toMatchObject([
      200,
      { outcome: 'applied' },
    ])
    expect(await rightsOf(userId)).toEqual(both)
    const [row] = await appStore().sql`select will_renew from public.subscriptions where user_id = ${userId}`
    expect(row?.will_renew).toBe(false)
  })

  it('stays theirs when it renews, with the token that Apple was told and without', async () => {
    const userId = await newUser()
    const subscriber = createSubscriber(null)
    await appStore().handIn(lapsed(subscriber), userId)
    await tell('DID_RENEW', {
      transaction: subscriber.transaction({ transactionId: `${subscriber.originalTransactionId}-2` }),
    })
    expect(await rightsOf(userId)).toEqual(both)
    const token = { transactionId: `${subscriber.originalTransactionId}-3`, appAccountToken: userId }
    await tell('DID_RENEW', { transaction: subscriber.transaction(token) })
    expect(await ownerOf(subscriber.originalTransactionId)).toBe(userId)
  })

  it('is told to Apple once, however often the app hands it in', async () => {
    const userId = await newUser()
    const transaction = createSubscriber(null).transaction()
    for (let launch = 0; launch < 3; launch++) {
      await appStore().handIn({ transaction }, userId)
      await appStore().settle()
    }
    expect(await readNamed()).toHaveLength(1)
  })

  it('that is bought once and for all is claimed the same way', async () => {
    const userId = await newUser()
    const buyer = createSubscriber(null)
    const workshop = { type: 'Non-Consumable', productId: products.workshop, expiresDate: undefined }
    await tell('ONE_TIME_CHARGE', { transaction: buyer.transaction(workshop) })
    expect(await appStore().handIn({ transaction: buyer.transaction(workshop) }, userId)).toMatchObject([
      200,
      { outcome: 'applied', entitlements: [{ entitlement: 'workshop' }] },
    ])
    expect(await readNamed()).toEqual([[buyer.originalTransactionId, userId]])
  })

  it('of the family is never named: Apple takes no token for it', async () => {
    await appStore().sql`update billing.settings set family_sharing_serves = true`
    const userId = await newUser()
    const transaction = createSubscriber(null).transaction({ inAppOwnershipType: 'FAMILY_SHARED' })
    await appStore().handIn({ transaction }, userId)
    expect(await rightsOf(userId)).toEqual(both)
    expect(await readNamed()).toEqual([])
  })
})

describe('a purchase of another user', () => {
  it('is refused while they use it, and moves once they do not (if_inactive)', async () => {
    const [owner, other] = [await newUser(), await newUser()]
    const subscriber = createSubscriber(owner)
    await appStore().handIn(bought(subscriber)[0] ?? { transaction: {} }, owner)
    expect(await appStore().handIn({ transaction: subscriber.transaction() }, other)).toEqual(refused)

    const past = createSubscriber(owner)
    await appStore().handIn(lapsed(past, { autoRenewStatus: 0, expirationIntent: 1 }), owner)
    expect(await appStore().handIn(lapsed(past), other)).toMatchObject([200, { outcome: 'applied' }])
    expect(await ownerOf(past.originalTransactionId)).toBe(other)
    expect(await readNamed()).toEqual([[past.originalTransactionId, other]])
  })

  it('moves at once where the setting says so, and the former owner loses it (always)', async () => {
    await appStore().sql`update billing.settings set app_store_transfer = 'always'`
    const [owner, other] = [await newUser(), await newUser()]
    const subscriber = createSubscriber(owner)
    await appStore().handIn({ transaction: subscriber.transaction() }, owner)
    expect(await appStore().handIn({ transaction: subscriber.transaction() }, other)).toMatchObject([200, {}])
    expect([await rightsOf(owner), await rightsOf(other)]).toEqual([[], both])
    expect(await readNamed()).toEqual([[subscriber.originalTransactionId, other]])
  })

  it('never moves where the setting says so, not even when it is over (never)', async () => {
    await appStore().sql`update billing.settings set app_store_transfer = 'never'`
    const [owner, other] = [await newUser(), await newUser()]
    const subscriber = createSubscriber(owner)
    await appStore().handIn(lapsed(subscriber, { autoRenewStatus: 0, expirationIntent: 1 }), owner)
    expect(await appStore().handIn(lapsed(subscriber), other)).toEqual(refused)
    expect(await ownerOf(subscriber.originalTransactionId)).toBe(owner)
  })

  it('can be claimed by a new account when the old one is deleted', async () => {
    const [former, again] = [await newUser(), await newUser()]
    const subscriber = createSubscriber(former)
    await appStore().handIn({ transaction: subscriber.transaction() }, former)
    await appStore().sql`delete from auth.users where id = ${former}`
    expect(await appStore().handIn({ transaction: subscriber.transaction() }, again)).toMatchObject([200, {}])
    expect(await rightsOf(again)).toEqual(both)
  })
})

describe('users and Apple Accounts', () => {
  it('one user may have several Apple Accounts: the best of their purchases counts', async () => {
    const userId = await newUser()
    const [work, home] = [createSubscriber(userId), createSubscriber(userId)]
    const standard = { productId: products.standard }
    await tell('SUBSCRIBED', { transaction: work.transaction() })
    await tell('SUBSCRIBED', { transaction: home.transaction(standard) })
    expect(await rightsOf(userId)).toEqual(both)
    await tell('REFUND', { transaction: work.transaction({ revocationDate: work.ago(1) }) })
    expect(await rightsOf(userId)).toEqual(['standard'])
  })

  it('one Apple Account may serve several users: who buys with their token next owns it from then on', async () => {
    const [first, second] = [await newUser(), await newUser()]
    const subscriber = createSubscriber(first)
    await tell('SUBSCRIBED', lapsed(subscriber, { autoRenewStatus: 0, expirationIntent: 1 }))
    expect(await ownerOf(subscriber.originalTransactionId)).toBe(first)
    // The same Apple Account, bought again in the app by the other user: Apple keeps the original id.
    const again = { transactionId: `${subscriber.originalTransactionId}-2`, appAccountToken: second }
    await tell('SUBSCRIBED', {
      transaction: subscriber.transaction(again),
      renewal: subscriber.renewal({ appAccountToken: second }),
    })
    expect([await rightsOf(first), await rightsOf(second)]).toEqual([[], both])
    expect(await readNamed()).toEqual([])
  })
})
