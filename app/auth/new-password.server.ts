import { type AuthError, isAuthWeakPasswordError } from '@supabase/supabase-js'

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
