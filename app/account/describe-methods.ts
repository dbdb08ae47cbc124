import type { SignInMethods } from '#app/account/rows.server.ts'
import { type Provider, providerNames, providers } from '#app/auth/providers.ts'
import { formatShortDate } from '#app/billing/format-date.ts'

export type ProviderWords = {
  provider: Provider
  name: string
  /** null: not connected. */
  identityId: string | null
  details: string
  /** Why it cannot be disconnected; null = it can. */
  keptBecause: string | null
}

export type MethodWords = {
  email: string | null
  isPrivateEmail: boolean
  hasPassword: boolean
  canRemovePassword: boolean
  providers: ProviderWords[]
}

/** The ways into an account, and which of them may go: one must remain, and Auth counts its identities and not the password. */
export function describeMethods(methods: SignInMethods, locale: string): MethodWords {
  const isOnlyOne = methods.identities.length < 2
  return {
    email: methods.email,
    isPrivateEmail: methods.is_private_email,
    hasPassword: methods.has_password,
    // A code by e-mail remains, or one of the others.
    canRemovePassword: methods.has_password && (methods.email !== null || methods.identities.length > 0),
    providers: providers.map((provider) => describeProvider(provider, { methods, isOnlyOne, locale })),
  }
}

type Place = { methods: SignInMethods; isOnlyOne: boolean; locale: string }

function describeProvider(provider: Provider, { methods, isOnlyOne, locale }: Place): ProviderWords {
  const name = providerNames[provider]
  const identity = methods.identities.find((candidate) => candidate.provider === provider)
  if (!identity) {
    return { provider, name, identityId: null, details: 'Not connected', keptBecause: null }
  }
  const since = identity.created_at ? `connected on ${formatShortDate(identity.created_at, locale)}` : 'connected'
  return {
    provider,
    name,
    identityId: identity.id,
    details: identity.email ? `${identity.email}, ${since}` : `C${since.slice(1)}`,
    keptBecause: isOnlyOne
      ? `Your account was made with ${name}, and nothing else is connected. Connect ${nameOther(provider)} first; then you can disconnect ${name}.`
      : null,
  }
}

const nameOther = (provider: Provider) => providerNames[provider === 'apple' ? 'google' : 'apple']
