import type { Problem } from '#app/auth/notices.ts'
import type { Provider } from '#app/auth/providers.ts'

type Way = { purpose: 'sign-in' | 'link' | 'verify'; next: string; provider: Provider | null }

/** The page from which a person set out, told what happened. */
export function toProblemPath({ purpose, next, provider }: Way, problem: Problem): string {
  const query = new URLSearchParams({ problem, ...(provider ? { with: provider } : {}) })
  if (purpose === 'link') return `/account/sign-in?${query}`
  query.set('next', next)
  return purpose === 'verify' ? `/account/verify?${query}` : `/sign-in?${query}`
}
