import { type Provider, providerNames } from '#app/auth/providers.ts'

export type Notice = { tone: 'good' | 'warning' | 'bad'; text: string }

/** Everything that can go wrong on the way to Apple or Google and back, or end a session; the code stands in the address. */
export const problems = {
  cancelled: (name) => `You stopped before ${name} was done. Nothing has changed.`,
  email_not_verified: (name) =>
    `${name} has not verified that this address is yours, so it cannot sign you in. If we have sent you an email, confirm the address there and try again; or sign in another way.`,
  identity_taken: (name) =>
    `This ${name} account already signs in to another account here. To use that one, sign out and continue with ${name}.`,
  identity_yours: (name) => `${name} is connected to your account already.`,
  another_user: (name) =>
    `That ${name} account signs in to another account. You are still signed in as before: confirm with a sign-in that belongs to this account.`,
  expired: () => 'That took too long, or it was begun in another browser. Please try again.',
  refused: (name) => `${name} did not let the sign-in finish. Please try again, or sign in another way.`,
  not_offered: (name) => `Signing in with ${name} is not possible at the moment. Please sign in another way.`,
  closed: () => 'New accounts are closed at the moment.',
  banned: () => 'This account cannot sign in at the moment.',
  too_many: () => 'Too many attempts. Please wait a few minutes.',
  outage: () => 'Sign-in does not answer at the moment. Please try again.',
  session_ended: () => 'Your session has ended. Please sign in again.',
} as const satisfies Record<string, (name: string) => string>

export type Problem = keyof typeof problems

/** These are no faults: the person decided so, or time did. */
const calm: Problem[] = ['cancelled', 'session_ended', 'identity_yours']

const changes: Record<string, string> = {
  email: 'Your email address is changed.',
  signed_out: 'You are signed out on every device.',
}

export function describeProblem(problem: Problem, provider: Provider | null): Notice {
  const text = problems[problem](provider ? providerNames[provider] : 'The other site')
  return { tone: calm.includes(problem) ? 'warning' : 'bad', text }
}

export function describeChange(change: string): Notice | null {
  const text = Object.hasOwn(changes, change) ? changes[change] : undefined
  return text ? { tone: 'good', text } : null
}

export function describeLinked(provider: Provider): Notice {
  return { tone: 'good', text: `${providerNames[provider]} is connected. You can sign in with it from now on.` }
}
