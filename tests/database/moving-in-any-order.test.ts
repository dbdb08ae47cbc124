import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { move } from '../support/apple/move-purchases.ts'
import { readOwner } from '../support/apple/read-owner.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import { buildRenewalFact, buildTransactionFact, notifyAppStore, postTransaction } from '../support/records.ts'
import { setDatabaseTime, unlockDatabaseTime } from '../support/set-database-time.ts'

const sql = openTestDatabase({ prepare: unlockDatabaseTime })
const start = Date.parse('2027-01-01T00:00:00Z')
const day = 24 * 3600_000

/** One day in the life of a purchase that three accounts have in turn. `late`: by how many days Apple's news of it come late. */
type Day =
  | { kind: 'move'; to: number }
  | { kind: 'apple learns' }
  | { kind: 'hand in'; by: number }
  | { kind: 'buy again'; by: number }
  | { kind: 'renew' | 'refund' | 'turn off'; late: number; again: boolean }

const who = fc.integer({ min: 0, max: 2 })
const days = fc.array(
  fc.oneof(
    { arbitrary: fc.record({ kind: fc.constant('move' as const), to: who }), weight: 3 },
    fc.record({ kind: fc.constant('apple learns' as const) }),
    fc.record({ kind: fc.constant('hand in' as const), by: who }),
    fc.record({ kind: fc.constant('buy again' as const), by: who }),
    {
      arbitrary: fc.record({
        kind: fc.constantFrom('renew' as const, 'refund' as const, 'turn off' as const),
        late: fc.integer({ min: 0, max: 12 }),
        again: fc.boolean(),
      }),
      weight: 4,
    },
  ),
  { minLength: 2, maxLength: 12 },
)

type Period = { id: string; purchasedAt: number; token: string; reason: string; revokedAt: number | null }
type News = { transaction: object; renewal: object }

/** Apple's side: what it signs on a day, with the token that it has by then. */
function createPurchase(original: string, buyer: string) {
  const periods: Period[] = []
  let willRenew = true
  const iso = (moment: number | null) => (moment === null ? null : new Date(moment).toISOString())
  const newest = () => periods.at(-1) as Period
  const tell = (now: number, period = newest()): News => ({
    transaction: buildTransactionFact({
      transaction_id: period.id,
      original_transaction_id: original,
      purchased_at: iso(period.purchasedAt),
      expires_at: iso(period.purchasedAt + 400 * day),
      revoked_at: iso(period.revokedAt),
      app_account_token: period.token,
      transaction_reason: period.reason,
      signed_at: iso(now),
    }),
    renewal: buildRenewalFact({
      original_transaction_id: original,
      will_renew: willRenew,
      renews_at: iso(newest().purchasedAt + 400 * day),
      app_account_token: newest().token,
      signed_at: iso(now),
    }),
  })
  const begin = (now: number, token: string, reason: string) => {
    periods.push({ id: `${original}-${periods.length}`, purchasedAt: now, token, reason, revokedAt: null })
    return tell(now)
  }
  return {
    buy: (now: number, token: string) => begin(now, token, 'PURCHASE'),
    first: () => tell(start, periods[0]),
    learn: (token: string) => {
      newest().token = token
    },
    happen(kind: 'renew' | 'refund' | 'turn off', now: number): News {
      if (kind === 'renew') return begin(now, newest().token, 'RENEWAL')
      if (kind === 'turn off') willRenew = !willRenew
      else (periods[0] as Period).revokedAt ??= now
      return kind === 'refund' ? tell(now, periods[0]) : tell(now)
    },
    launch: (now: number) => tell(now),
    buyer,
  }
}

/** Lives these days and answers whose the purchase was on each of them, and what is in the database after the last. */
async function live(course: Day[], isLate: boolean) {
  const people = await Promise.all([0, 1, 2].map(() => createUser(sql)))
  const [original, gave] = [randomUUID(), new Set<string>()]
  const purchase = createPurchase(original, people[0] as string)
  const underWay: { due: number; news: News }[] = []
  const deliver = async (until: number) => {
    // Late news come in any order: here the youngest first.
    const due = underWay.filter((one) => one.due <= until).reverse()
    for (const { news } of due) await notifyAppStore(sql, news)
    underWay.splice(0, underWay.length, ...underWay.filter((one) => one.due > until))
  }
  await setDatabaseTime(sql, new Date(start))
  await notifyAppStore(sql, purchase.buy(start, people[0] as string))
  const owners: number[] = []
  for (const [index, today] of course.entries()) {
    const now = start + (index + 1) * day
    await setDatabaseTime(sql, new Date(now))
    await deliver(index)
    const owner = (await readOwner(sql, original)) as string
    if (today.kind === 'move') {
      const to = people[today.to] as string
      const answer = await move(sql, owner, to)
      expect(answer).toMatchObject(to === owner ? { refusal: 'already_owned' } : { moved: 1 })
      if (to !== owner) gave.add(owner).delete(to)
    } else if (today.kind === 'apple learns') {
      purchase.learn(owner)
      await sql`update billing.app_store_tasks set done_at = now(), outcome = 'done' where original_transaction_id = ${original}`
    } else if (today.kind === 'hand in') {
      const by = people[today.by] as string
      const { transaction, renewal } = purchase.launch(now)
      // The app of who gave it away hands it in at each launch.
      if (gave.has(by)) {
        const outcome = by === owner ? 'applied' : 'belongs_to_another_account'
        expect(await postTransaction(sql, by, transaction, renewal)).toMatchObject({ outcome })
      }
    } else if (today.kind === 'buy again') {
      await notifyAppStore(sql, purchase.buy(now, people[today.by] as string))
    } else {
      const news = purchase.happen(today.kind, now)
      underWay.push({ due: isLate ? index + today.late : index, news })
      if (isLate && today.again) underWay.push({ due: index + today.late + 2, news })
      if (!isLate) await deliver(index)
    }
    owners.push(people.indexOf((await readOwner(sql, original)) as string))
  }
  await deliver(Number.POSITIVE_INFINITY)
  // The tie between two of one moment goes by the content, so names are compared by place.
  const place = (id: string) => people.indexOf(id)
  const rows = await sql`
    select user_id, status, plan_id, will_renew, started_at, expires_at, as_of from public.subscriptions
    where store_subscription_id = ${original}`
  const rights = await sql`
    select user_id, entitlement, status, access_ends_at from public.entitlements
    where user_id = any (${people}) order by entitlement`
  const named = (all: readonly Record<string, unknown>[]) =>
    all.map((row) => ({ ...row, user_id: place(String(row.user_id)) }))
  return { owners, end: { rows: named(rows), rights: named(rights) } }
}

it('moving, with Apple’s news late, doubled and in any order, ends in the same rows as with prompt news', async () => {
  await fc.assert(
    fc.asyncProperty(days, fc.constantFrom('if_inactive', 'always'), async (course, transfer) => {
      await sql`update billing.settings set app_store_transfer = ${transfer}`
      const prompt = await live(course, false)
      const late = await live(course, true)
      expect(late.end).toEqual(prompt.end)
      expect(late.owners).toEqual(prompt.owners)
      expect(late.end.rows).toHaveLength(1)
    }),
    { numRuns: 50 },
  )
}, 120_000)
