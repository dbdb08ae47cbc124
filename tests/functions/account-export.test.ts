import { describe, expect, it } from 'vitest'
import { setUpAccount } from '../support/account/set-up-account.ts'
import { createUser } from '../support/act-as.ts'
import { createSubscriber } from '../support/app-store/create-subscriber.ts'
import { buyPlan, customerOf } from '../support/billing/buy.ts'

const account = setUpAccount()

async function exportOf(userId: string) {
  const { status, body } = await account().ask(userId, 'export')
  expect(status).toBe(200)
  return body as Record<string, Record<string, unknown>[]>
}

describe('the export of an account', () => {
  it('of somebody new says what they told us, and that there is nothing else', async () => {
    const { sql } = account()
    const userId = await createUser(sql, { email: 'new@example.com' })
    await sql`update auth.users set raw_user_meta_data = '{"display_name": "Ana"}' where id = ${userId}`
    const { exported_at, account: person, ...lists } = await exportOf(userId)
    expect(Date.parse(String(exported_at))).toBeGreaterThan(Date.now() - 60_000)
    expect(person).toMatchObject({ id: userId, email: 'new@example.com', about_you: { display_name: 'Ana' } })
    expect(Object.values(lists).flat().filter(Boolean)).toEqual([])
  })

  it('of a subscriber at both stores has every payment, card and purchase, by the names of our tables', async () => {
    const { hear, appStore } = account()
    const userId = await buyPlan(account())
    await hear()
    const subscriber = createSubscriber(userId)
    await appStore.handIn({ transaction: subscriber.transaction(), renewal: subscriber.renewal() }, userId)
    const document = await exportOf(userId)
    expect(document.subscriptions?.map(({ store, status }) => `${store} ${status}`).sort()).toEqual([
      'app_store active',
      'stripe active',
    ])
    expect(document.invoices).toMatchObject([{ amount_paid: 1590, currency: 'sgd', card_last4: '4242' }])
    expect(document.payment_methods).toMatchObject([{ last4: '4242' }])
    expect(document.app_store_transactions).toMatchObject([
      { original_transaction_id: subscriber.originalTransactionId },
    ])
    expect(document.app_store_renewals).toHaveLength(1)
    expect(document.stripe_customers).toEqual([await customerOf(account(), userId)])
    expect(document.entitlements?.map(({ entitlement }) => entitlement)).toEqual(['premium', 'standard'])
  })

  it('holds no secret: no password, no token, no hash, no fingerprint of a card', async () => {
    const { sql, ask, apple, hear } = account()
    const userId = await buyPlan(account())
    await hear()
    await sql`update auth.users set encrypted_password = 'a-hashed-password' where id = ${userId}`
    await ask(userId, 'apple-token', { authorization_code: await apple.askSheet(`${userId}@example.com`) })
    const text = JSON.stringify(await exportOf(userId))
    expect(text).toContain('"has_password":true')
    expect(text).not.toMatch(/a-hashed-password|fingerprint|refresh_token|_hash"|pepper/)
    const [token] = await sql`select refresh_token from billing.apple_sign_in_tokens where user_id = ${userId}`
    expect(text).not.toContain(token?.refresh_token)
  })

  it('shows where one is signed in, and how', async () => {
    const { sql } = account()
    const userId = await createUser(sql)
    await sql`
      insert into auth.identities (id, provider, provider_id, user_id, identity_data, created_at)
      values (gen_random_uuid(), 'google', 'g-1', ${userId}, '{"email": "ana@example.com"}', now())`
    await sql`
      insert into auth.sessions (id, user_id, user_agent, ip, created_at)
      values (gen_random_uuid(), ${userId}, 'Tandem/1 iPhone', '203.0.113.7', now())`
    const document = await exportOf(userId)
    expect(document.sign_in_methods).toMatchObject([
      { provider: 'google', told_by_provider: { email: 'ana@example.com' } },
    ])
    expect(document.sessions).toMatchObject([{ user_agent: 'Tandem/1 iPhone', ip: '203.0.113.7' }])
  })

  it('is about nobody else', async () => {
    const [one, other] = [await buyPlan(account()), await buyPlan(account())]
    const text = JSON.stringify(await exportOf(one))
    expect(text).not.toContain(other)
    expect(text).not.toContain(await customerOf(account(), other))
  })

  it('is refused without a token, and with that of somebody who is gone', async () => {
    const { sql, ask } = account()
    expect(await ask(null, 'export')).toMatchObject({ status: 401 })
    const userId = await createUser(sql)
    await ask(userId, 'delete')
    expect(await ask(userId, 'export')).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
  })
})
