import { describe, expect, it } from 'vitest'
import { distribute, prorate } from '../../local/stripe/billing/prorate.ts'
import { settleBalance } from '../../local/stripe/billing/settle-balance.ts'

// Every example that has a source is Stripe's own, from https://docs.stripe.com/billing/subscriptions/prorations.
const seconds = (text: string) => Date.parse(text) / 1000

describe('a proration, by the examples of Stripe', () => {
  it('halfway from 10 to 20 USD: 5 are credited and 10 charged (“How prorations work”)', () => {
    const period = { start: seconds('2026-04-01T00:00:00Z'), end: seconds('2026-05-01T00:00:00Z') }
    const half = seconds('2026-04-16T00:00:00Z')
    expect([-prorate(1000, period, half), prorate(2000, period, half)]).toEqual([-500, 1000])
  })

  it('from Silver to Gold, to the second: the sample answer of “Preview a proration”', () => {
    const period = { start: 1596749288, end: 1599427688 }
    const credit = -prorate(1000, period, 1598982148)
    const debit = prorate(3252, period, 1598982148)
    expect([credit, debit]).toEqual([-166, 541])
    expect(credit + debit + 3252).toBe(3627)
  })

  it('a third of a month of 10 USD: 3.33 (“Calculation logic with no prorations”)', () => {
    const period = { start: seconds('2026-04-01T00:00:00Z'), end: seconds('2026-05-01T00:00:00Z') }
    const at = seconds('2026-04-21T00:00:00Z')
    expect(prorate(1000, period, at)).toBe(333)
    expect(prorate(2000, period, at)).toBe(667)
  })

  it('a coupon of 5 USD over 10 and 20 USD: 1.66 and 3.34, and half of what is left of the first is 4.17', () => {
    const [first, second] = distribute(500, [1000, 2000])
    expect([first, second]).toEqual([166, 334])
    const february = { start: seconds('2026-02-01T00:00:00Z'), end: seconds('2026-03-01T00:00:00Z') }
    expect(prorate(1000 - 166, february, seconds('2026-02-15T00:00:00Z'))).toBe(417)
  })
})

describe('rounding', () => {
  const period = { start: 0, end: 2 }

  it.each([
    [1, 1],
    [3, 2],
    [-1, -1],
    [-3, -2],
  ])('puts half of %d up to %d', (amount, half) => {
    expect(prorate(amount, period, 1)).toBe(half)
  })

  it('lets a credit and a debit of the same time cancel out, whatever the second', () => {
    const month = { start: 1596749288, end: 1599427688 }
    for (let at = month.start; at < month.end; at += 99_991) {
      expect(prorate(-1590, month, at) + prorate(1590, month, at)).toBe(0)
    }
  })

  it('gives all before the period begins and nothing after it', () => {
    expect([prorate(990, { start: 10, end: 20 }, 5), prorate(990, { start: 10, end: 20 }, 25)]).toEqual([990, 0])
  })
})

describe('the balance of a customer', () => {
  it.each([
    ['pays first', 1590, -500, { amountDue: 1090, endingBalance: 0 }],
    ['pays all and keeps the rest', 990, -1500, { amountDue: 0, endingBalance: -510 }],
    ['grows by a credit', -600, 0, { amountDue: 0, endingBalance: -600 }],
    ['asks for a debt too', 990, 200, { amountDue: 1190, endingBalance: 0 }],
    ['carries on what is too little to charge', 49, 0, { amountDue: 0, endingBalance: 49 }],
    ['is left alone by an invoice over nothing', 0, 200, { amountDue: 0, endingBalance: 200 }],
  ])('%s', (_, total, balance, settled) => {
    expect(settleBalance(total, balance)).toEqual(settled)
  })
})
