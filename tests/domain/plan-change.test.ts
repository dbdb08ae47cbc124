import { describe, expect, it } from 'vitest'
import { isPreviewValid, toChangeAmounts } from '../../supabase/functions/_shared/domain/plan-change.ts'

const invoice = (total: number, startingBalance = 0) => ({
  total,
  starting_balance: startingBalance,
  amount_due: Math.max(0, total + startingBalance),
})

describe('what a change of plan costs', () => {
  it.each([
    ['an upgrade', invoice(300), invoice(1590), { amount_due: 300, credit: 0, next_amount: 1590 }],
    ['a downgrade', invoice(-295), invoice(990), { amount_due: 0, credit: 295, next_amount: 695 }],
    ['a credit above the next price', invoice(-1200), invoice(990), { amount_due: 0, credit: 1200, next_amount: 0 }],
    [
      'an upgrade paid by credit',
      invoice(300, -500),
      invoice(1590, -500),
      { amount_due: 0, credit: 0, next_amount: 1390 },
    ],
    [
      'an upgrade partly so',
      invoice(300, -100),
      invoice(1590, -100),
      { amount_due: 200, credit: 0, next_amount: 1590 },
    ],
    ['a debit that is due', invoice(300, 50), invoice(1590, 50), { amount_due: 350, credit: 0, next_amount: 1590 }],
    ['no invoice of its own', null, invoice(990, -90), { amount_due: 0, credit: 0, next_amount: 900 }],
  ])('%s', (_name, now, next, amounts) => {
    expect(toChangeAmounts(now, next)).toEqual(amounts)
  })
})

describe('a preview', () => {
  const clock = { now: 10_000, periodStart: 5000, periodEnd: 20_000 }
  it.each([
    ['of this second', 10_000, {}, true],
    ['of an hour ago', 6400, {}, true],
    ['of more than an hour ago', 6399, {}, false],
    ['of the future', 10_001, {}, false],
    ['of the period before', 9000, { periodStart: 9500 }, false],
    ['of the first second of the period', 9500, { periodStart: 9500 }, true],
    ['of a period that has ended', 10_000, { periodEnd: 10_000 }, false],
  ])('%s', (_name, prorationDate, overrides, isValid) => {
    expect(isPreviewValid(prorationDate, { ...clock, ...overrides })).toBe(isValid)
  })
})
