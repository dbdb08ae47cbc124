import { type AuthError, isAuthWeakPasswordError } from '@supabase/supabase-js'
import { z } from 'zod'

/** bcrypt, which Supabase Auth hashes with, takes 72 bytes; Auth refuses more, and letters outside English are several bytes each. */
const mostBytes = 72

/** What a new password must be, for every form that takes one. The same least length stands in supabase/config.toml. */
export const newPassword = z
  .string({ error: 'Choose a password.' })
  .min(8, { error: 'Use at least 8 characters.' })
  .refine((password) => new TextEncoder().encode(password).length <= mostBytes, {
    error: 'This is too long. Use at most 72 characters, fewer with accents or emoji.',
  })

const weaknesses: Record<string, string> = {
  pwned: 'This password is known from a leak elsewhere, so it would be tried. Choose another one.',
  length: 'This password is too short. Use at least 8 characters.',
  characters: 'This password needs more kinds of characters: small and capital letters, digits, signs.',
}

/** Why Auth found a password too weak, in words; the project may ask for more than this site does. */
export function describeWeakPassword(error: AuthError): string {
  const reasons: string[] = isAuthWeakPasswordError(error) ? error.reasons : []
  const known = reasons.map((reason) => weaknesses[reason]).find(Boolean)
  return known ?? 'This password is too easy to guess. Choose a longer one.'
}
