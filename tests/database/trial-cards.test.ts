import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import { period, recordStripe } from '../support/records.ts'
import { type Attempt, beginPurchase, claimCard, noteAttempt } from '../support/stripe/begin-purchase.ts'
import { callBilling } from '../support/stripe/facts.ts'
import { bearCustomer, type Person, reportOf } from '../support/stripe/pay-subscription.ts'

const sql = openTestDatabase({ maxConnections: 8 })
const anyCard = () => `fingerprint-${randomUUID()}`

const startTrial = async (person: Person, { attempt_id }: Attempt, more: object = {}) => {
  const report = sql.json(reportOf(person, { user_id: person.userId, period_type: 'trial', ...more }) as never)
  await sql`select billing.record_stripe_purchase(${attempt_id}, ${report}, ${period.start})`
}
const attemptOf = (userId: string) => callBilling<Attempt | null>(sql, 'attempt_of', [userId])

describe('the card of a trial', () => {
  it('is claimed once, and again by the same attempt', async () => {
    const [first, second] = [await createUser(sql), await createUser(sql)]
    const card = anyCard()
    const attempt = await beginPurchase(sql, first)
    expect(attempt.trial_days).toBe(7)
    expect([await claimCard(sql, attempt, card), await claimCard(sql, attempt, card)]).toEqual(['claimed', 'claimed'])
    expect(await claimCard(sql, await beginPurchase(sql, second), card)).toBe('trial_used')
  })

  it('serves exactly one of eight accounts that confirm it in the same moment, every time', async () => {
    for (let round = 0; round < 15; round++) {
      const card = anyCard()
      const users = await Promise.all(Array.from({ length: 8 }, () => createUser(sql)))
      const attempts = await Promise.all(users.map((userId) => beginPurchase(sql, userId)))
      const answers = await Promise.all(attempts.map((attempt) => claimCard(sql, attempt, card)))
      expect(answers.filter((answer) => answer === 'claimed')).toHaveLength(1)
    }
  })

  it('that is refused is told to the user, and the refusal is remembered until they try otherwise', async () => {
    const [holder, userId] = [await createUser(sql), await createUser(sql)]
    const card = anyCard()
    await claimCard(sql, await beginPurchase(sql, holder), card)
    const attempt = await beginPurchase(sql, userId)
    await noteAttempt(sql, attempt, { setup_intent_id: `seti_${userId}` })
    expect([await claimCard(sql, attempt, card), await claimCard(sql, attempt, card)]).toEqual([
      'trial_used',
      'trial_used',
    ])
    expect(await attemptOf(userId)).toMatchObject({ refusal: 'trial_used' })
    expect(await sql`select kind from public.notices where user_id = ${userId}`).toEqual([{ kind: 'trial_refused' }])
    const again = await beginPurchase(sql, userId)
    expect(again).toMatchObject({ trial_days: 7, setup_intent_id: null })
    expect(await claimCard(sql, again, anyCard())).toBe('claimed')
  })

  it('is free again when the attempt that claimed it came to nothing: for its user at once, for others after a day', async () => {
    const [holder, other] = [await createUser(sql), await createUser(sql)]
    const card = anyCard()
    await claimCard(sql, await beginPurchase(sql, holder), card)
    expect(await claimCard(sql, await beginPurchase(sql, holder, { promotion: 'SPRING' }), card)).toBe('claimed')
    await sql`update billing.trial_card_claims set claimed_at = now() - interval '25 hours' where user_id = ${holder}`
    expect(await claimCard(sql, await beginPurchase(sql, other), card)).toBe('claimed')
  })

  it('is used once the trial has begun, also where it was never noted with the trial', async () => {
    const [holder, other] = [await bearCustomer(sql), await createUser(sql)]
    const card = anyCard()
    const attempt = await beginPurchase(sql, holder.userId)
    await claimCard(sql, attempt, card)
    await startTrial(holder, attempt)
    expect(await claimCard(sql, attempt, card)).toBe('claimed')
    await sql`update billing.trial_card_claims set claimed_at = now() - interval '25 hours'`
    expect(await claimCard(sql, await beginPurchase(sql, other), card)).toBe('trial_used')
  })

  it('of a sandbox costs nobody theirs, unless the sandbox serves somebody', async () => {
    const serve = (whom: string) => sql`update billing.settings set sandbox_serves = ${whom}`
    await serve('nobody')
    const [developer, person] = [await bearCustomer(sql), await createUser(sql)]
    const card = anyCard()
    const attempt = await beginPurchase(sql, developer.userId)
    await claimCard(sql, attempt, card)
    await startTrial(developer, attempt, { environment: 'sandbox' })
    expect(await claimCard(sql, await beginPurchase(sql, person), card)).toBe('claimed')
    await serve('anybody')
    expect(await claimCard(sql, await beginPurchase(sql, await createUser(sql)), card)).toBe('trial_used')
  })

  it('without a fingerprint is told apart by its attempt', async () => {
    const attempt = await beginPurchase(sql, await createUser(sql))
    expect([await claimCard(sql, attempt, null), await claimCard(sql, attempt, null)]).toEqual(['claimed', 'claimed'])
  })

  it('of an attempt that was given up, or that has no trial, begins none', async () => {
    const userId = await createUser(sql)
    const before = await beginPurchase(sql, userId)
    const without = await beginPurchase(sql, userId, { trial: false })
    expect(without.trial_days).toBe(0)
    expect([await claimCard(sql, before, anyCard()), await claimCard(sql, without, anyCard())]).toEqual([
      'trial_used',
      'trial_used',
    ])
  })
})

describe('a trial', () => {
  it('that we hear of only after it was over is a trial used', async () => {
    const person = await bearCustomer(sql)
    await recordStripe(sql, reportOf(person), '2026-11-29T08:00:00Z')
    await recordStripe(sql, reportOf(person, { period_type: 'trial' }))
    await recordStripe(sql, reportOf(person, { status: 'expired' }), '2026-12-29T08:00:00Z')
    expect(await beginPurchase(sql, person.userId)).toMatchObject({ trial_days: 0 })
  })

  it('is offered by premium alone, and to who has had none', async () => {
    const userId = await createUser(sql)
    expect(await beginPurchase(sql, userId, { plan: 'standard' })).toMatchObject({ trial_days: 0 })
    expect(await beginPurchase(sql, userId)).toMatchObject({ trial_days: 7 })
  })
})
