import { describe, expect, it } from 'vitest'
import { createUser } from '../support/act-as.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import { buildTransactionFact, postTransaction, recordStripe } from '../support/records.ts'
import { callBilling, recordFact, refunded } from '../support/stripe/facts.ts'
import { bearCustomer, paySubscription, reportOf } from '../support/stripe/pay-subscription.ts'

const sql = openTestDatabase()
const options = (userId: string, plan = 'standard') => callBilling<object>(sql, 'change_plan_options', [userId, plan])

/** A person whose subscription to Premium is in this state. */
async function hold(report: object = {}) {
  const person = await bearCustomer(sql)
  await recordStripe(sql, reportOf(person, report))
  return person
}

describe('a change of plan', () => {
  it('to a higher plan is made now, to a lower one as the setting says', async () => {
    const person = await hold({ store_product_id: 'tandem_standard' })
    expect(await options(person.userId, 'premium')).toEqual({
      subscription_id: person.subscriptionId,
      customer_id: person.customerId,
      change: 'upgrade',
      takes_effect: 'now',
      lookup_key: 'tandem_premium_monthly',
      currency: 'sgd',
      next_plan_id: null,
    })
    const { userId } = await hold()
    expect(await options(userId)).toMatchObject({ change: 'downgrade', takes_effect: 'now' })
    await sql`update billing.settings set downgrade_takes_effect = 'period_end'`
    expect(await options(userId)).toMatchObject({ change: 'downgrade', takes_effect: 'period_end' })
    expect(await options(person.userId, 'premium')).toMatchObject({ change: 'upgrade', takes_effect: 'now' })
    await sql`update billing.settings set downgrade_takes_effect = 'now'`
  })

  it('in a trial is a switch, whichever way', async () => {
    const { userId } = await hold({ period_type: 'trial' })
    expect(await options(userId)).toMatchObject({ change: 'trial_switch', takes_effect: 'now' })
  })

  it.each([
    ['plan_not_found', {}, 'gold'],
    ['same_plan', {}, 'premium'],
    ['payment_overdue', { status: 'in_grace_period' }, 'standard'],
    ['payment_overdue', { status: 'in_billing_retry' }, 'standard'],
    ['payment_overdue', { status: 'incomplete' }, 'standard'],
    ['payment_overdue', { status: 'paused' }, 'standard'],
    ['subscription_ending', { will_renew: false }, 'standard'],
    ['subscription_not_found', { status: 'expired' }, 'standard'],
    ['change_pending', { store_product_id: 'tandem_standard', pending_store_product_id: 'tandem_premium' }, 'premium'],
    ['change_pending', { next_store_product_id: 'tandem_standard' }, 'standard'],
  ])('is refused with %s: %j to %s', async (refusal, report, plan) => {
    const { userId } = await hold(report)
    expect(await options(userId, plan)).toEqual({ refusal })
  })

  it('is refused while the money of the present period is in question', async () => {
    const { userId, bill } = await paySubscription(sql)
    await recordFact(sql, 'charge', { ...bill.charge, ...refunded }, { at: '2026-11-22T08:00:00Z' })
    expect(await options(userId)).toEqual({ refusal: 'payment_overdue' })
  })

  it('of nothing is refused, and of what was bought in the app it is Apple’s to arrange', async () => {
    const userId = await createUser(sql)
    expect(await options(userId)).toEqual({ refusal: 'subscription_not_found' })
    await postTransaction(sql, userId, buildTransactionFact({ transaction_id: '7001', app_account_token: userId }))
    expect(await options(userId)).toEqual({ refusal: 'managed_in_app_store' })
    const former = await hold({ status: 'incomplete' })
    const bought = buildTransactionFact({ transaction_id: '7002', app_account_token: former.userId })
    await postTransaction(sql, former.userId, bought)
    expect(await options(former.userId)).toEqual({ refusal: 'managed_in_app_store' })
  })
})
