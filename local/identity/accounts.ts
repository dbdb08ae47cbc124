import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { IdentityError } from './identity-error.ts'
import type { IdentityParts } from './identity-parts.ts'
import type { Account, ProviderName } from './identity-state.ts'

/** Who signs in: an account that is there, or the name and address of one, which is made when it is new. */
export const personSchema = z.union([
  z.object({ id: z.string().min(1) }),
  z.object({
    email: z.email().toLowerCase(),
    name: z.string().trim().default(''),
    /** Google only; what is not said stays as it was, and is true for a new account. */
    email_verified: z.boolean().optional(),
  }),
])
export type Person = z.infer<typeof personSchema>

export function openAccount({ state }: IdentityParts, provider: ProviderName, person: Person): Account {
  const known = state.accounts.find(
    (account) =>
      account.provider === provider && ('id' in person ? account.id === person.id : account.email === person.email),
  )
  if ('id' in person) {
    if (!known) throw new IdentityError('unknown_account', 'There is no such account.', 404)
    return known
  }
  const account = known ?? createAccount(provider, person.email)
  if (!known) state.accounts.push(account)
  if (person.name) account.name = person.name
  if (provider === 'google' && person.email_verified !== undefined) account.emailVerified = person.email_verified
  return account
}

function createAccount(provider: ProviderName, email: string): Account {
  const isApple = provider === 'apple'
  return {
    provider,
    id: isApple ? createAppleId() : createGoogleId(),
    name: email.split('@')[0] ?? email,
    email,
    emailVerified: true,
    // From the address, so that a person who is deleted and comes back has the same one, as with Apple.
    relayEmail: isApple ? `${hash(email).slice(0, 10)}@privaterelay.appleid.com` : null,
    consent: null,
  }
}

export function findAccount({ state }: IdentityParts, id: string): Account {
  const account = state.accounts.find((candidate) => candidate.id === id)
  if (!account) throw new IdentityError('invalid_grant', 'The account is gone.')
  return account
}

/** First and last name; a single word is a first name. */
export function splitName(name: string): { first: string; last: string } {
  const words = name.trim().split(/\s+/)
  const last = words.length > 1 ? (words.pop() ?? '') : ''
  return { first: words.join(' '), last }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Looks like 001234.0123456789abcdef0123456789abcdef.0123. */
function createAppleId(): string {
  const digits = (length: number) => randomDigits(length)
  return `${digits(6)}.${randomBytes(16).toString('hex')}.${digits(4)}`
}

function createGoogleId(): string {
  return `1${randomDigits(20)}`
}

function randomDigits(length: number): string {
  return Array.from(randomBytes(length), (byte) => byte % 10).join('')
}
