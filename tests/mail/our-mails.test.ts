import { describe, expect, test } from 'vitest'
import { escapeUrl } from '../../supabase/functions/_shared/mail/escape-html.ts'
import { formatDate, formatMoney } from '../../supabase/functions/_shared/mail/format.ts'
import { toPaymentFailedMail } from '../../supabase/functions/_shared/mail/mails/to-payment-failed-mail.ts'
import { toReceiptMail } from '../../supabase/functions/_shared/mail/mails/to-receipt-mail.ts'
import { sampleMails } from './sample-mails.ts'

const linksOf = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)
const failed = {
  siteUrl: 'https://tandem.example',
  planName: 'Premium',
  price: { amount: 1590, currency: 'sgd' },
  invoiceId: 'in_1',
  nextAttemptAt: null,
  access: 'closed' as const,
}

describe('a mail of ours', () => {
  test.each([
    ['payment_failed', 'https://tandem.example/pay/in_1'],
    ['payment_needs_confirmation', 'https://tandem.example/pay/in_1'],
    ['trial_ending', 'https://tandem.example/account'],
    ['receipt', 'https://tandem.example/account/invoices'],
    ['account_deleted_with_app_store', 'https://apps.apple.com/account/subscriptions'],
  ] as const)('leads to one page: %s', (name, link) => {
    const { html, text } = sampleMails[name]
    expect(linksOf(html)).toEqual([link])
    expect(text).toContain(`:\n${link}\n`)
  })

  test.each(Object.entries(sampleMails))('says the same in plain text: %s', (_, { html, text }) => {
    const shown = html.replace(/<div style="display: none[\s\S]*?<\/div>|<head[\s\S]*<\/head>|<[^>]+>/g, '\n')
    const lines = shown
      .split('\n')
      .map((line) => line.trim().replaceAll('&#39;', "'").replaceAll('&nbsp;', ''))
      .filter(Boolean)
    for (const line of lines) expect(text).toContain(line)
    expect(text).not.toMatch(/[<>]|undefined|null|Invalid/)
  })

  test('about a failed payment says what happens next', () => {
    expect(sampleMails.payment_failed.text).toContain(
      'We try again on 24 November 2026. You keep Premium until 5 December 2026.',
    )
    expect(toPaymentFailedMail(failed).text).toContain(
      'please pay with another card. Premium is closed until it is paid.',
    )
  })

  test('about a trial says when it ends and what it costs then', () => {
    expect(sampleMails.trial_ending.subject).toBe('Your free trial ends on 28 November 2026')
    expect(sampleMails.trial_ending.text).toContain('Then: S$15.90 a month')
  })

  test('about a deleted account speaks of Apple only where Apple goes on charging', () => {
    expect(sampleMails.account_deleted.text).not.toContain('Apple')
    expect(sampleMails.account_deleted_with_app_store.text).toContain('Only you can stop it')
  })

  test('shows what somebody named as text, never as markup', () => {
    const { html, text } = toReceiptMail({
      siteUrl: 'https://tandem.example',
      description: '<a href="https://evil.example">"Gift" & more</a>',
      paid: failed.price,
      paidAt: new Date(0),
      number: null,
    })
    expect(linksOf(html)).toEqual(['https://tandem.example/account/invoices'])
    expect(html).toContain('&lt;a href=&quot;https://evil.example&quot;&gt;&quot;Gift&quot; &amp; more&lt;/a&gt;')
    expect(text).toContain('"Gift" & more')
    expect(text).not.toContain('Invoice:')
  })

  test('links to web addresses only, and none can break out of its place', () => {
    expect(() => escapeUrl('javascript:alert(1)')).toThrow('must be a web address')
    expect(escapeUrl('https://a.example/?x="><b>')).toBe('https://a.example/?x=%22%3E%3Cb%3E')
    const strange = toPaymentFailedMail({ ...failed, invoiceId: '../"x' })
    expect(linksOf(strange.html)).toEqual(['https://tandem.example/pay/..%2F%22x'])
  })
})

describe('in a mail', () => {
  test.each([
    [1590, 'sgd', 'S$15.90'],
    [500, 'jpy', 'JP¥500'],
    [2900, 'usd', 'US$29.00'],
    [-1590, 'SGD', '-S$15.90'],
  ])('money of %i %s is written %s', (amount, currency, text) => {
    expect(formatMoney({ amount, currency })).toBe(text)
  })

  test('a day is that of UTC, whatever the clock of the server says', () => {
    expect(formatDate(new Date('2026-11-30T23:30:00Z'))).toBe('30 November 2026')
  })
})
