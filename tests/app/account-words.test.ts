import { describe, expect, it } from 'vitest'
import { describeDeletion } from '#app/account/describe-deletion.ts'
import { describeDevice } from '#app/account/describe-device.ts'
import { describeMethods } from '#app/account/describe-methods.ts'
import { describeSessions } from '#app/account/describe-sessions.ts'
import { judgePassword } from '#app/account/judge-password.ts'
import { buildSubscriptionRow, plans } from './build-rows.ts'

const now = new Date('2026-05-10T12:00:00Z')

describe('a device', () => {
  it.each([
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
      'Safari on iPhone',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1',
      'Chrome on iPhone',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
      'Safari on Mac',
    ],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
      'Edge on Windows',
    ],
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
    [
      'Mozilla/5.0 (Linux; Android 15; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
      'Samsung Internet on Android',
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0.0.0 Safari/537.36',
      'Chrome on Linux',
    ],
    ['Tandem/1 CFNetwork/3826.500.131 Darwin/24.5.0', 'The app on iPhone'],
    [
      'tandem-web (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1',
      'Safari on iPhone',
    ],
    ['node', null],
    ['', null],
    [null, null],
  ])('that calls itself %s is: %s', (userAgent, words) => expect(describeDevice(userAgent)).toBe(words))
})

describe('a session', () => {
  const row = {
    id: 's1',
    created_at: '2026-05-01T08:00:00+00:00',
    last_used_at: '2026-05-10T11:30:00+00:00',
    user_agent: null,
    ip: '203.0.113.7',
    is_current: true,
  }
  it.each([
    ['2026-05-10T11:30:00+00:00', 'Used in the last hour, signed in on 1 May 2026, from 203.0.113.7'],
    ['2026-05-09T18:00:00+00:00', 'Used in the last day, signed in on 1 May 2026, from 203.0.113.7'],
    ['2026-05-03T18:00:00+00:00', 'Last used on 3 May 2026, signed in on 1 May 2026, from 203.0.113.7'],
  ])('that was used at %s says so', (last_used_at, details) => {
    expect(describeSessions([{ ...row, last_used_at }], 'en-SG', now)).toMatchObject([{ details, isCurrent: true }])
  })

  it('of a browser that says nothing about itself is this browser, or one that we do not know', () => {
    const sessions = describeSessions([row, { ...row, is_current: false }], 'en-SG', now)
    expect(sessions.map(({ device }) => device)).toEqual(['This browser', 'A device that we do not know'])
  })

  it('does without an address that is not known', () => {
    expect(describeSessions([{ ...row, ip: null }], 'en-SG', now)[0]?.details).not.toContain('from')
  })
})

describe('the ways to sign in', () => {
  const identity = (provider: string) => ({
    id: `i-${provider}`,
    provider,
    email: `ana@${provider}.example`,
    created_at: '2026-05-01T08:00:00+00:00',
    last_sign_in_at: null,
  })
  const methods = (...providers: string[]) =>
    describeMethods(
      { email: 'ana@example.com', is_private_email: false, has_password: true, identities: providers.map(identity) },
      'en-SG',
    )

  it('let the only one not go, and say why', () => {
    const [apple, google] = methods('apple').providers
    expect(apple).toMatchObject({ identityId: 'i-apple', details: 'ana@apple.example, connected on 1 May 2026' })
    expect(apple?.keptBecause).toContain('Connect Google first')
    expect(google).toMatchObject({ identityId: null, details: 'Not connected', keptBecause: null })
  })

  it.each([
    ['apple', 'google'],
    ['google', 'email'],
  ])('of %s and %s let one go', (...both) => {
    expect(methods(...both).providers.every(({ keptBecause }) => keptBecause === null)).toBe(true)
  })

  it('offer to remove a password only where there is one', () => {
    expect(methods('email').canRemovePassword).toBe(true)
    const without = { email: 'ana@example.com', is_private_email: false, has_password: false, identities: [] }
    expect(describeMethods(without, 'en-SG').canRemovePassword).toBe(false)
  })
})

describe('a password', () => {
  it.each([
    ['seven77', 'short'],
    ['ä'.repeat(37), 'long'],
    ['aaaaaaaa', 'weak'],
    ['12345678', 'weak'],
    ['hgfedcba', 'weak'],
    ['Password123!', 'weak'],
    ['tandem2026', 'weak'],
    ['ana.lim2026', 'weak'],
    ['ANA.LIM@example.com', 'weak'],
    ['kettle bridge', 'fair'],
    ['Kettle-bridge-7', 'strong'],
    ['kettle bridge morning rain', 'strong'],
    ['雨の朝に橋の上の古い薬缶', 'fair'],
  ])('%s is %s', (password, level) => {
    const judgement = judgePassword(password, 'ana.lim@example.com')
    expect(judgement.level).toBe(level)
    expect(judgement.isAccepted).toBe(level === 'fair' || level === 'strong')
  })
})

describe('what deleting does to a subscription', () => {
  const tell = (row: Parameters<typeof buildSubscriptionRow>[0]) =>
    describeDeletion([buildSubscriptionRow(row)], { plans, locale: 'en-SG', now })[0]

  it('at Stripe: it ends now, and no money comes back by itself', () => {
    expect(tell({})).toMatchObject({
      kind: 'stripe',
      unused: true,
      text: 'Your Premium subscription is paid until 20 May 2026. It ends now, nothing more is charged, and the time that is left is not paid back by itself.',
    })
  })

  it('in a trial: it ends now, for nothing', () => {
    expect(tell({ period_type: 'trial' })).toMatchObject({
      unused: false,
      text: expect.stringContaining('nothing is charged'),
    })
  })

  it('unpaid: it ends now', () => {
    const row = { status: 'in_grace_period' as const, expires_at: '2026-05-09T00:00:00+00:00' }
    expect(tell(row)?.text).toBe('Your Premium subscription ends now, and nothing more is charged.')
  })

  it('in the App Store: Apple goes on, until it is canceled there', () => {
    expect(tell({ store: 'app_store' })).toMatchObject({
      kind: 'apple',
      text: expect.stringContaining('Apple charges again on 20 May 2026, until you cancel it there'),
    })
    expect(tell({ store: 'app_store', will_renew: false })?.text).toContain('Apple charges nothing more')
  })

  it('of the family: nothing', () => {
    expect(tell({ store: 'app_store', ownership: 'family_shared' })).toMatchObject({ kind: 'family' })
  })

  it('that has ended: nothing to say', () => expect(tell({ status: 'expired' })).toBeUndefined())
})
