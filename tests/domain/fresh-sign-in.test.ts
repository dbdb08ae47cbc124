import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freshSignInSeconds, isFreshSignIn } from '../../supabase/functions/_shared/domain/fresh-sign-in.ts'

const now = 1_795_000_000
const proof = (age: number, method = 'password') => ({ method, timestamp: now - age })

describe('a fresh sign-in', () => {
  it('is at most fifteen minutes old', () => {
    expect(freshSignInSeconds).toBe(15 * 60)
    expect(isFreshSignIn([proof(0)], now)).toBe(true)
    expect(isFreshSignIn([proof(900)], now)).toBe(true)
    expect(isFreshSignIn([proof(901)], now)).toBe(false)
  })

  it('is the newest proof of several, in whichever order they are listed', () => {
    expect(isFreshSignIn([proof(86_400, 'otp'), proof(10)], now)).toBe(true)
    expect(isFreshSignIn([proof(10), proof(86_400, 'otp')], now)).toBe(true)
    expect(isFreshSignIn([proof(86_400), proof(901, 'oauth')], now)).toBe(false)
  })

  it('may be a little ahead of our clock', () => {
    expect(isFreshSignIn([proof(-5)], now)).toBe(true)
  })

  it('is not proved by anything else than a time', () => {
    for (const amr of [
      undefined,
      null,
      {},
      [],
      ['password'],
      [null],
      [{ method: 'otp' }],
      [{ timestamp: `${now}` }],
      `${now}`,
    ])
      expect(isFreshSignIn(amr, now)).toBe(false)
    expect(isFreshSignIn([{ timestamp: Number.NaN }], now)).toBe(false)
  })

  it('is decided for every claim, whatever it holds', () => {
    fc.assert(
      fc.property(fc.anything(), (amr) => {
        expect(isFreshSignIn(amr, now)).toBeTypeOf('boolean')
      }),
    )
  })
})
