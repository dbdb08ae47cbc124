export const providers = ['apple', 'google'] as const
export type Provider = (typeof providers)[number]

export const providerNames: Record<Provider, string> = { apple: 'Apple', google: 'Google' }

export function isProvider(value: unknown): value is Provider {
  return providers.some((provider) => provider === value)
}
