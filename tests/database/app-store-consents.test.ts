import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { asRole, createUser } from '../support/act-as.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import { overlap } from '../support/overlap.ts'
import {
  buildPurchaseFact,
  buildRenewalFact,
  buildTransactionFact,
  notifyAppStore,
  readEntitlements,
} from '../support/records.ts'

const sql = openTestDatabase({ maxConnections: 8 })

const at = (month: number, dayOfMonth = 1) => new Date(Date.UTC(2127, month - 1, dayOfMonth)).toISOString()

/** What a child bought on one Apple Account: a month of premium, and the workshop. */
async function bearChild() {
  const userId = await createUser(sql)
  const account = randomUUID()
  const ids = { app_account_token: userId, app_transaction_id: account, purchased_at: at(1), signed_at: at(1) }
  const month = buildTransactionFact({ transaction_id: `month-${account}`, expires_at: at(2), ...ids })
  const workshop = buildPurchaseFact({ transaction_id: `workshop-${account}`, ...ids })
  return { userId, account, month, workshop }
}
type Child = Awaited<ReturnType<typeof bearChild>>
const buy = async (child: Child, on: Sql = sql) => {
  await notifyAppStore(on, { transaction: child.month })
  await notifyAppStore(on, { transaction: child.workshop })
}
const rescind = ({ account }: Child, moment = at(1, 10), on: Sql = sql) =>
  notifyAppStore(on, {
    event_type: 'RESCIND_CONSENT',
    rescinded_consent: { app_transaction_id: account, at: moment },
    occurred_at: moment,
  })
const restore = ({ account }: Child) => sql`select billing.restore_consent(${account}, 'production')`
const openRights = async (userId: string) =>
  (await readEntitlements(sql, userId)).filter((right) => right.access_ends_at).map(({ entitlement }) => entitlement)
const readState = async ({ month, workshop }: Child) => {
  const [subscription] = await sql`
    select status, expires_at, will_renew from public.subscriptions where store_subscription_id = ${month.transaction_id}`
  const [purchase] = await sql`
    select revoked_at from public.app_store_purchases where original_transaction_id = ${workshop.transaction_id}`
  return { ...subscription, ...purchase }
}

describe('a parent’s consent that is withdrawn', () => {
  it('closes all that the Apple Account bought before, at that moment', async () => {
    const child = await bearChild()
    await buy(child)
    expect(await openRights(child.userId)).toEqual(['premium', 'standard', 'workshop'])
    expect(await rescind(child)).toEqual({ outcome: 'applied', tasks: [] })
    expect(await openRights(child.userId)).toEqual([])
    const moment = new Date(at(1, 10))
    expect(await readState(child)).toEqual({
      status: 'expired',
      expires_at: moment,
      will_renew: false,
      revoked_at: moment,
    })
  })

  it('is known before the purchases are, too, and also where only the renewal names the account', async () => {
    const child = await bearChild()
    await rescind(child)
    await buy(child)
    expect(await openRights(child.userId)).toEqual([])

    const other = await bearChild()
    const original = other.month.original_transaction_id
    await notifyAppStore(sql, {
      transaction: { ...other.month, app_transaction_id: null },
      renewal: buildRenewalFact({
        original_transaction_id: original,
        app_transaction_id: other.account,
        signed_at: at(1),
      }),
    })
    await rescind(other)
    expect(await openRights(other.userId)).toEqual([])
  })

  it('leaves what is bought afterwards, what was over before, and other accounts', async () => {
    const [child, other] = [await bearChild(), await bearChild()]
    await buy(child)
    await buy(other)
    await rescind(child)
    const original = child.month.original_transaction_id
    const next = { transaction_id: `${original}-2`, purchased_at: at(2), expires_at: at(3), signed_at: at(2) }
    await notifyAppStore(sql, { transaction: { ...child.month, ...next } })
    expect(await openRights(child.userId)).toEqual(['premium', 'standard'])
    expect(await openRights(other.userId)).toEqual(['premium', 'standard', 'workshop'])

    const former = await bearChild()
    await buy(former)
    await rescind(former, at(2, 15))
    expect(await readState(former)).toMatchObject({ expires_at: new Date(at(2)) })
  })

  it('ends a grace period, too', async () => {
    const child = await bearChild()
    const original = child.month.original_transaction_id
    const failed = { is_in_billing_retry: true, renews_at: at(2), grace_period_ends_at: at(2, 16), signed_at: at(2, 2) }
    await notifyAppStore(sql, {
      transaction: child.month,
      renewal: buildRenewalFact({ original_transaction_id: original, ...failed }),
    })
    expect(await openRights(child.userId)).toEqual(['premium', 'standard'])
    await rescind(child, at(2, 3))
    expect(await openRights(child.userId)).toEqual([])
  })

  it('is undone by an operator, until it is withdrawn again', async () => {
    const child = await bearChild()
    await buy(child)
    await rescind(child)
    await asRole(sql, 'tandem_operators', (tx) => tx`select billing.restore_consent(${child.account}, 'production')`, {
      commit: true,
    })
    expect(await openRights(child.userId)).toEqual(['premium', 'standard', 'workshop'])
    // An older one that comes late was undone as well.
    await rescind(child, at(1, 5))
    expect(await openRights(child.userId)).toEqual(['premium', 'standard', 'workshop'])
    await rescind(child, at(1, 20))
    expect(await openRights(child.userId)).toEqual([])
  })

  it('is undone by nobody else', async () => {
    const child = await bearChild()
    for (const role of ['anon', 'authenticated', 'service_role', 'tandem_functions'] as const) {
      await expect(
        asRole(sql, role, (tx) => tx`select billing.restore_consent(${child.account}, 'production')`),
      ).rejects.toThrow(/permission denied/)
    }
  })

  it('does not make us doubt what Apple says of the same subscription', async () => {
    const child = await bearChild()
    await buy(child)
    await rescind(child)
    const told = { transaction: { ...child.month, signed_at: at(1, 12) }, store_status: 1, occurred_at: at(1, 12) }
    expect(await notifyAppStore(sql, told)).toEqual({ outcome: 'applied', tasks: [] })
  })

  it('and a purchase of the same moment see each other, whichever is first', async () => {
    for (const consentFirst of [true, false]) {
      const child = await bearChild()
      const purchase = (on: Sql) => notifyAppStore(on, { transaction: child.month })
      const withdrawal = (on: Sql) => rescind(child, at(1, 10), on)
      await (consentFirst ? overlap(sql, withdrawal, purchase) : overlap(sql, purchase, withdrawal))
      expect(await openRights(child.userId)).toEqual([])
    }
  })

  it('of twenty children, restored and withdrawn at once with their purchases: nobody waits in a circle', async () => {
    const children = await Promise.all(Array.from({ length: 20 }, () => bearChild()))
    await Promise.all(
      children.flatMap((child) => [
        notifyAppStore(sql, { transaction: child.month }),
        rescind(child),
        notifyAppStore(sql, { transaction: child.workshop }),
        restore(child),
        rescind(child, at(1, 20)),
      ]),
    )
    await Promise.all(children.map((child) => rescind(child, at(1, 25))))
    for (const child of children) expect(await openRights(child.userId)).toEqual([])
  })
})
