import { describe, expect, it } from 'vitest'
import { createSupabaseRequests } from '../../local/phone/client/wire/create-supabase-requests.ts'
import type { WireRequest } from '../../local/phone/client/wire/wire-request.ts'
import { SWIFT_REQUESTS } from './recorded-swift-requests.ts'

const URL_BASE = 'http://127.0.0.1:54321'
const ID_TOKEN = { provider: 'apple', id_token: 'ID_TOKEN', nonce: 'RAW_NONCE' } as const
const requests = createSupabaseRequests({ supabaseUrl: URL_BASE, publishableKey: 'KEY' })

const OURS: Record<keyof typeof requests, WireRequest> = {
  signUp: requests.signUp('ann@example.com', 'secret', 'CHALLENGE'),
  resendSignUp: requests.resendSignUp('ann@example.com', 'CHALLENGE'),
  sendCode: requests.sendCode('ann@example.com', 'CHALLENGE'),
  recover: requests.recover('ann@example.com', 'CHALLENGE'),
  verifyCode: requests.verifyCode('ann@example.com', '482913', 'email'),
  signIn: requests.signIn('ann@example.com', 'secret'),
  signInWithIdToken: requests.signInWithIdToken(ID_TOKEN),
  linkIdentity: requests.linkIdentity(ID_TOKEN, 'TOKEN'),
  unlinkIdentity: requests.unlinkIdentity('IDENTITY', 'TOKEN'),
  authorize: requests.authorize('google', 'tandem://auth-callback', 'CHALLENGE'),
  exchangeCode: requests.exchangeCode('CODE', 'VERIFIER'),
  refresh: requests.refresh('REFRESH'),
  readUser: requests.readUser('TOKEN'),
  updateUser: requests.updateUser({ data: { full_name: 'Ann Rider' } }, 'TOKEN'),
  signOut: requests.signOut('TOKEN', 'local'),
  readSignInMethods: requests.readSignInMethods('TOKEN'),
  keepAppleCode: requests.keepAppleCode('APPLE_CODE', 'TOKEN'),
  releasePurchase: requests.releasePurchase('TOKEN'),
  claimPurchase: requests.claimPurchase('ABCD-EFGH', 'TOKEN'),
  exportAccount: requests.exportAccount('TOKEN'),
  deleteAccount: requests.deleteAccount('TOKEN'),
  readPlans: requests.readPlans('TOKEN'),
  readEntitlements: requests.readEntitlements('TOKEN'),
  readSubscriptions: requests.readSubscriptions('TOKEN'),
  readExtras: requests.readExtras('TOKEN'),
  readRefundConsent: requests.readRefundConsent('TOKEN'),
  readOpenInvoices: requests.readOpenInvoices('TOKEN'),
  readLessonPreviews: requests.readLessonPreviews('TOKEN'),
  readLesson: requests.readLesson('gears-for-two', 'TOKEN'),
  readPurchaseOptions: requests.readPurchaseOptions('TOKEN'),
  readDoublePayments: requests.readDoublePayments('TOKEN'),
  beginPurchase: requests.beginPurchase('premium', 'TOKEN'),
  endPurchase: requests.endPurchase('TOKEN'),
  beginExtra: requests.beginExtra('workshop', 'TOKEN'),
  readWebPurchaseRule: requests.readWebPurchaseRule('SGP', 'TOKEN'),
  setRefundConsent: requests.setRefundConsent(true, 'TOKEN'),
  handInTransaction: requests.handInTransaction('TRANSACTION', 'RENEWAL', 'TOKEN'),
  askForOffer: requests.askForOffer('premium', 'APP_TRANSACTION', 'TOKEN'),
}

describe('the phone’s requests', () => {
  it.each(SWIFT_REQUESTS.map((row, index) => [row.call, row, Object.values(OURS)[index]] as const))(
    '%s is what supabase-swift sends',
    (_call, expected, ours) => {
      expect(`${ours?.method} ${ours?.url.replace(URL_BASE, '')}`).toBe(expected.request)
      expect(lowerCase(ours?.headers ?? {})).toEqual(expected.headers)
      expect(ours?.body ? JSON.parse(ours.body) : null).toEqual(expected.body)
    },
  )

  it('are all in the table', () => {
    expect(Object.keys(OURS).sort()).toEqual(Object.keys(requests).sort())
    expect(SWIFT_REQUESTS).toHaveLength(Object.keys(requests).length)
  })

  it.each([
    ['Google’s access token', { ...ID_TOKEN, provider: 'google', access_token: 'ACCESS' } as const],
    ['nothing that there is not', ID_TOKEN],
  ])('carry with an identity token %s', (_what, idToken) => {
    expect(JSON.parse(requests.signInWithIdToken(idToken).body ?? '')).toEqual({ ...idToken, link_identity: false })
  })

  it.each([
    ['a password', requests.updateUser({ password: 'secret' }, 'TOKEN'), { password: 'secret' }],
    [
      'an address, with a challenge as supabase-swift adds one to it alone',
      requests.updateUser({ email: 'b@example.com', code_challenge: 'C', code_challenge_method: 's256' }, 'TOKEN'),
      { email: 'b@example.com', code_challenge: 'C', code_challenge_method: 's256' },
    ],
  ])('change %s', (_what, { body }, expected) => {
    expect(JSON.parse(body ?? '')).toEqual(expected)
  })

  it.each(['local', 'others', 'global'] as const)('sign out: %s', (scope) => {
    expect(requests.signOut('TOKEN', scope).url).toBe(`${URL_BASE}/auth/v1/logout?scope=${scope}`)
  })

  it('leave out the renewal info of what is bought once, as Swift leaves out what is nil', () => {
    const { body } = requests.handInTransaction('TRANSACTION', null, 'TOKEN')
    expect(JSON.parse(body ?? '')).toEqual({ signed_transaction: 'TRANSACTION' })
  })

  it('cannot be bent by a slug', () => {
    expect(requests.readLesson('a&select=id', 'TOKEN').url).toContain('slug=eq.a%26select%3Did')
  })
})

function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
