import { describe, expect, it } from 'vitest'
import { toEnvironmentFromAppStore } from '../../supabase/functions/_shared/domain/app-store-environment.ts'
import { toOwnershipFromAppStore } from '../../supabase/functions/_shared/domain/app-store-ownership.ts'
import { toWillRenewFromAppStore } from '../../supabase/functions/_shared/domain/app-store-renewal.ts'
import {
  appStoreSubscriptionStatuses,
  toStatusFromAppStore,
} from '../../supabase/functions/_shared/domain/app-store-status.ts'
import { UnknownStoreValueError } from '../../supabase/functions/_shared/domain/errors.ts'

describe('a value of the App Store that decides about access', () => {
  const expected = { 1: 'active', 2: 'expired', 3: 'in_billing_retry', 4: 'in_grace_period', 5: 'revoked' }

  it.each(appStoreSubscriptionStatuses)('has a meaning: status %i', (status) => {
    expect(toStatusFromAppStore(status)).toBe(expected[status])
  })
  it('leaves no status of Apple out', () => {
    expect(appStoreSubscriptionStatuses).toEqual([1, 2, 3, 4, 5])
  })
  it('tells a purchase from a share in the family', () => {
    expect(toOwnershipFromAppStore('PURCHASED')).toBe('purchased')
    expect(toOwnershipFromAppStore('FAMILY_SHARED')).toBe('family_shared')
  })
  it('tells whether a subscription goes on', () => {
    expect([toWillRenewFromAppStore(0), toWillRenewFromAppStore(1)]).toEqual([false, true])
  })
  it('tells real money from the sandbox', () => {
    expect(toEnvironmentFromAppStore('Production')).toBe('production')
    expect(toEnvironmentFromAppStore('Sandbox')).toBe('sandbox')
  })

  it.each([0, 6, -1, 1.5, Number.NaN])('is never guessed: status %d', (status) => {
    expect(() => toStatusFromAppStore(status)).toThrow(UnknownStoreValueError)
  })
  it.each(['', 'purchased', 'toString', 'ORGANIZATION'])('is never guessed: ownership "%s"', (ownership) => {
    expect(() => toOwnershipFromAppStore(ownership)).toThrow(UnknownStoreValueError)
  })
  it.each([2, -1])('is never guessed: renewal status %i', (status) => {
    expect(() => toWillRenewFromAppStore(status)).toThrow(UnknownStoreValueError)
  })
  it.each(['Xcode', 'LocalTesting', 'sandbox', 'constructor'])('is never guessed: environment "%s"', (environment) => {
    expect(() => toEnvironmentFromAppStore(environment)).toThrow(UnknownStoreValueError)
  })
})
