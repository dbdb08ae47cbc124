import { useEffect, useRef, useState } from 'react'
import type { Offline } from '#app/billing/or-offline.ts'
import { useAsk } from '#app/billing/use-ask.ts'

export type SessionAnswer = { kind: 'session'; clientSecret: string | null }
type SessionAction = () => Promise<SessionAnswer | Offline>

/**
 * The secret with which Stripe's form offers the saved cards; `undefined` while it is on its way, null without any. Asked for
 * by script when the page is shown and only by who has cards; the page's action answers to the intent `session`.
 */
export function useCustomerSession(hasCards: boolean): string | null | undefined {
  const ask = useAsk<SessionAction>()
  const [secret, setSecret] = useState<string | null | undefined>(hasCards ? undefined : null)
  const isAsked = useRef(false)
  useEffect(() => {
    if (!hasCards || isAsked.current) return
    isAsked.current = true
    // Without it a new card can still be entered: never a reason to hold up the page.
    ask({ intent: 'session' }).then((answer) => setSecret(answer.kind === 'session' ? answer.clientSecret : null))
  }, [hasCards, ask])
  return secret
}
