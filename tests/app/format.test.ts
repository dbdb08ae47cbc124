import { describe, expect, it } from 'vitest'
import { formatDate } from '#app/billing/format-date.ts'
import { formatMoney } from '#app/billing/format-money.ts'
import { readLocale } from '#app/http/read-locale.server.ts'

const asks = (language: string) => new Request('http://localhost/', { headers: { 'Accept-Language': language } })

describe('money', () => {
  it.each([
    [1590, 'sgd', 'en-SG', 'S$15.90'],
    [990, 'sgd', 'en-US', 'S$9.90'],
    [0, 'sgd', 'en-GB', 'S$0.00'],
    [-500, 'sgd', 'en-US', '-S$5.00'],
    [990, 'usd', 'en-US', '$9.90'],
    [500, 'jpy', 'en-US', '¥500'],
    [1590, 'sgd', 'de-DE', '15,90\u00a0S$'],
  ])('%d %s for %s is %s', (amount, currency, locale, expected) => {
    expect(formatMoney(amount, currency, locale)).toBe(expected)
  })
})

describe('dates', () => {
  it('are written in UTC, wherever the server stands', () => {
    expect(formatDate('2026-05-20T23:59:59+00:00', 'en-SG')).toBe('20 May 2026')
    expect(formatDate('2026-05-21T07:59:59+08:00', 'en-SG')).toBe('20 May 2026')
  })
})

describe('the language', () => {
  it('is the first that the browser asks for', () => {
    expect(readLocale(asks('en-GB,en;q=0.9,de;q=0.8'))).toBe('en-GB')
  })

  it.each(['', '*', 'not a language', '../../etc/passwd', '<script>'])(
    'is ours when the browser asks for "%s"',
    (language) => {
      expect(readLocale(asks(language))).toBe('en-SG')
    },
  )
})
