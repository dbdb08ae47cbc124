import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { asRole, asUser, createUser } from '../support/act-as.ts'
import { claimTasks, finishTask, readTasks } from '../support/apple/app-store-tasks.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import { buildPurchaseFact, buildTransactionFact, notifyAppStore } from '../support/records.ts'

const sql = openTestDatabase({ maxConnections: 4 })
afterEach(() => sql`update billing.settings set refund_preference = null`)

const hour = 3_600_000
const inHours = (hours: number) => new Date(Date.now() + hours * hour).toISOString()
const agree = (userId: string, consented = true) =>
  asUser(sql, userId, (tx) => tx`select public.set_refund_consent(${consented})`, { commit: true })

/** A user's month. */
async function buyMonth(more: object = {}) {
  const userId = await createUser(sql)
  const fact = buildTransactionFact({
    transaction_id: randomUUID(),
    app_account_token: userId,
    purchased_at: inHours(-180),
    expires_at: inHours(540),
    signed_at: inHours(-180),
    ...more,
  })
  await notifyAppStore(sql, { transaction: fact })
  return { userId, fact, original: fact.transaction_id }
}
const askForRefund = (transaction: object, occurred_at = inHours(0)) =>
  notifyAppStore(sql, {
    transaction,
    event_type: 'CONSUMPTION_REQUEST',
    refund_request: { reason: 'UNINTENDED_PURCHASE' },
    occurred_at,
  })

describe('a request for a refund', () => {
  it('of a subscription is answered where the user agreed to it; what has passed of it Apple knows', async () => {
    const { userId, fact, original } = await buyMonth()
    await agree(userId)
    await sql`update billing.settings set refund_preference = 'GRANT_PRORATED'`
    const { tasks } = await askForRefund(fact)
    expect(await claimTasks(sql, tasks)).toMatchObject([
      {
        kind: 'answer_refund_request',
        original_transaction_id: original,
        transaction_id: original,
        answer: {
          delivered: true,
          sample_content: false,
          consumption_percentage: null,
          refund_preference: 'GRANT_PRORATED',
        },
      },
    ])
  })

  it.each([
    ['never said anything', async () => {}],
    [
      'agreed no longer',
      async (userId: string) => {
        await agree(userId)
        await agree(userId, false)
      },
    ],
  ])('is not answered where the user %s', async (_name, decide) => {
    const { userId, fact } = await buyMonth()
    await decide(userId)
    expect(await claimTasks(sql, (await askForRefund(fact)).tasks)).toMatchObject([{ answer: null }])
  })

  it('is not answered where nobody owns the purchase, or its owner is gone', async () => {
    const { userId, fact } = await buyMonth()
    await agree(userId)
    await sql`delete from auth.users where id = ${userId}`
    expect(await claimTasks(sql, (await askForRefund(fact)).tasks)).toMatchObject([{ answer: null }])
  })

  it('is decided when the answer is sent: a consent given meanwhile counts', async () => {
    const { userId, fact } = await buyMonth()
    const { tasks } = await askForRefund(fact)
    await agree(userId)
    expect(await claimTasks(sql, tasks)).toMatchObject([{ answer: { delivered: true } }])
  })

  it('of something bought once tells that all of it was used, and that no trial shows it', async () => {
    const { userId } = await buyMonth({ offer_type: 1, offer_discount_type: 'FREE_TRIAL' })
    await agree(userId)
    for (const [preference, told] of [
      ['DECLINE', 'DECLINE'],
      // Apple would refuse it together with the whole of it.
      ['GRANT_PRORATED', null],
    ] as const) {
      await sql`update billing.settings set refund_preference = ${preference}`
      const fact = buildPurchaseFact({ transaction_id: randomUUID(), app_account_token: userId })
      await notifyAppStore(sql, { transaction: fact })
      expect(await claimTasks(sql, (await askForRefund(fact)).tasks)).toMatchObject([
        {
          answer: { delivered: true, consumption_percentage: 100_000, sample_content: false, refund_preference: told },
        },
      ])
    }
  })

  it('of a subscription tells that there was a trial before', async () => {
    const { userId, fact } = await buyMonth({ offer_type: 1, offer_discount_type: 'FREE_TRIAL' })
    await agree(userId)
    expect(await claimTasks(sql, (await askForRefund(fact)).tasks)).toMatchObject([
      { answer: { sample_content: true } },
    ])
  })

  it('of a product that gives nothing tells that nothing was delivered', async () => {
    const userId = await createUser(sql)
    await agree(userId)
    const mug = { product_id: 'com.example.tandem.mug', app_account_token: userId }
    const fact = buildPurchaseFact({ transaction_id: randomUUID(), ...mug })
    await notifyAppStore(sql, { transaction: fact })
    expect(await claimTasks(sql, (await askForRefund(fact)).tasks)).toMatchObject([
      { answer: { delivered: false, consumption_percentage: 0 } },
    ])
  })

  it('is one task, however often Apple repeats it under new ids, and due again with each', async () => {
    const { fact, original } = await buyMonth()
    const first = await askForRefund(fact, inHours(-11))
    expect(first.tasks).toHaveLength(1)
    await claimTasks(sql, first.tasks)
    expect((await askForRefund(fact, inHours(-1))).tasks).toEqual(first.tasks)
    expect(await claimTasks(sql, first.tasks)).toMatchObject([{ attempts: 2 }])
    expect((await askForRefund(fact, inHours(-5))).tasks).toEqual([])
    expect(await readTasks(sql, original)).toHaveLength(1)
    await finishTask(sql, first.tasks[0] as number, 'no_consent')
    expect((await askForRefund(fact, inHours(0))).tasks).toHaveLength(1)
  })

  it('is given up twelve hours after Apple asked', async () => {
    const { fact, original } = await buyMonth()
    expect((await askForRefund(fact, inHours(-12.1))).tasks).toEqual([])
    const { tasks } = await askForRefund(fact, inHours(-11))
    await sql`
      update billing.app_store_tasks set payload = payload || ${sql.json({ asked_at: inHours(-12.1) })} where id = any (${tasks})`
    expect(await claimTasks(sql, tasks)).toEqual([])
    expect(await readTasks(sql, original)).toMatchObject([{ outcome: 'too_late', is_done: true }])
  })

  it('is one for each transaction', async () => {
    const { fact, original } = await buyMonth()
    const older = {
      ...fact,
      transaction_id: `${original}-older`,
      purchased_at: inHours(-900),
      expires_at: inHours(-180),
    }
    const asked = [await askForRefund(fact), await askForRefund(older)]
    expect(new Set(asked.flatMap(({ tasks }) => tasks)).size).toBe(2)
  })
})

describe('the consent that Apple is told', () => {
  it('is read by its owner, written through the function only, and nobody else’s business', async () => {
    const [userId, other] = [await createUser(sql), await createUser(sql)]
    await agree(userId)
    const read = (who: string) => asUser(sql, who, (tx) => tx`select user_id, consented from public.refund_consents`)
    expect(await read(userId)).toEqual([{ user_id: userId, consented: true }])
    expect(await read(other)).toEqual([])
    const writes = [
      `insert into public.refund_consents (user_id, consented) values ('${other}', true)`,
      `update public.refund_consents set consented = false`,
      `delete from public.refund_consents`,
    ]
    for (const statement of writes) {
      await expect(asUser(sql, userId, (tx) => tx.unsafe(statement))).rejects.toThrow(/permission denied/)
    }
    for (const role of ['anon', 'service_role', 'tandem_functions', 'tandem_operators'] as const) {
      await expect(asRole(sql, role, (tx) => tx`select public.set_refund_consent(true)`)).rejects.toThrow(
        /permission denied/,
      )
    }
  })
})
