import { describe, expect, it } from 'vitest'
import type { InvoiceRow, PaymentRow } from '#app/billing/account-rows.server.ts'
import { describeInvoice, describeOneTimePayment } from '#app/billing/describe-bills.ts'
import { pageOfBills, toMoment } from '#app/billing/page-of-bills.ts'
import { buildInvoiceRow, buildPaymentRow, extras } from './build-rows.ts'

describe('an invoice in the list', () => {
  const words = (values: Partial<InvoiceRow>) => describeInvoice(buildInvoiceRow(values), 'en-SG')

  it('says when, what for, how much, by which card and when it was paid', () => {
    expect(words({})).toEqual({
      id: 'in_1',
      date: '20 Apr 2026',
      number: 'A1B2-0001',
      title: 'Renewal',
      amount: 'S$15.90',
      card: 'Visa ending in 4242',
      paidOn: '20 Apr 2026',
      label: 'Paid',
      tone: 'good',
      payPath: null,
      hostedUrl: 'https://invoice.example.com/i/1',
      pdfUrl: 'https://invoice.example.com/i/1/pdf',
    })
  })

  it.each([
    ['subscription_create', 'Subscription'],
    ['subscription_update', 'Change of plan'],
    ['manual', 'Invoice'],
    [null, 'Invoice'],
  ])('made because of %s is called "%s"', (billing_reason, title) => {
    expect(words({ billing_reason }).title).toBe(title)
  })

  it.each<[Partial<InvoiceRow>, string, string | null]>([
    [{ status: 'open', amount_remaining: 1590, attempt_count: 0 }, 'Open', '/pay/in_1'],
    [{ status: 'open', amount_remaining: 1590 }, 'Payment failed', '/pay/in_1'],
    [{ status: 'open', amount_remaining: 1590, needs: 'payment_method' }, 'Payment failed', '/pay/in_1'],
    [{ status: 'open', amount_remaining: 1590, needs: 'action' }, 'Bank asks to confirm', '/pay/in_1'],
    [{ status: 'open', amount_remaining: 0, attempt_count: 0 }, 'Open', null],
    [{ status: 'uncollectible', amount_remaining: 1590 }, 'Not paid', '/pay/in_1'],
    [{ status: 'void' }, 'Canceled', null],
    [{ payment_fault: 'refunded' }, 'Refunded', null],
    [{ status: 'a_status_of_tomorrow' }, 'a_status_of_tomorrow', null],
  ])('%o is "%s" and is paid at %s', (values, label, payPath) => {
    expect(words(values)).toMatchObject({ label, payPath })
  })
})

describe('a one-time payment in the list', () => {
  const words = (values: Partial<PaymentRow>) => describeOneTimePayment(buildPaymentRow(values), extras, 'en-SG')

  it.each<[Partial<PaymentRow>, string]>([
    [{}, 'Paid'],
    [{ status: 'processing', paid_at: null }, 'Processing'],
    [{ payment_fault: 'refunded' }, 'Refunded'],
    [{ payment_fault: 'disputed' }, 'Disputed'],
    [{ payment_fault: 'dispute_lost' }, 'Taken back'],
  ])('%o is "%s"', (values, label) => {
    expect(words(values)).toMatchObject({ title: 'The repair workshop', amount: 'S$29.00', label })
  })

  it('has a name although what was bought is sold no more', () => {
    expect(words({ extra_id: 'gone' }).title).toBe('One-time payment')
  })
})

describe('a page of invoices', () => {
  const at = (second: number) => ({ created_at: new Date(Date.UTC(2026, 4, 1, 0, 0, second)).toISOString() })

  it('is the newest, with where the older ones begin', () => {
    expect(pageOfBills([at(1), at(3), at(2)], 2)).toEqual({ rows: [at(3), at(2)], older: at(2).created_at })
    expect(pageOfBills([at(1), at(2)], 2)).toEqual({ rows: [at(2), at(1)], older: null })
    expect(pageOfBills([], 2)).toEqual({ rows: [], older: null })
  })

  it('never ends within a second: what shares it would be lost between two pages', () => {
    expect(pageOfBills([at(3), at(2), at(2), at(1)], 2)).toEqual({
      rows: [at(3), at(2), at(2)],
      older: at(2).created_at,
    })
  })

  it('shows every invoice once when all pages are opened in turn', () => {
    const rows = [9, 8, 8, 8, 5, 4, 4, 2, 1].map(at)
    const seen: object[] = []
    for (let before: string | null = toMoment(null); before !== null; ) {
      const page: ReturnType<typeof pageOfBills> = pageOfBills(
        rows.filter(({ created_at }) => created_at < before!),
        2,
      )
      seen.push(...page.rows)
      before = page.older
    }
    expect(seen).toEqual(rows)
  })

  it.each([null, '', 'yesterday', '1; drop table'])('is the newest one for %j in the address', (text) => {
    expect(toMoment(text)).toBe('9999-12-31T00:00:00.000Z')
  })
})
