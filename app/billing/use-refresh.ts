import { useEffect, useRef, useState } from 'react'
import type { Offline } from '#app/billing/or-offline.ts'
import type { RefreshReply } from '#app/billing/refresh.server.ts'
import { useAsk } from '#app/billing/use-ask.ts'

/**
 * Has our server ask Stripe for the newest state at once, instead of waiting for the webhook. By script and as a POST: a
 * prefetch of the address asks nothing. null until it has answered; the page's rows are read again with the answer.
 */
export function useRefresh(): RefreshReply | null {
  const ask = useAsk<() => Promise<RefreshReply | Offline>>()
  const [reply, setReply] = useState<RefreshReply | null>(null)
  const isAsked = useRef(false)
  useEffect(() => {
    if (isAsked.current) return
    isAsked.current = true
    // When it cannot be reached the webhook still comes: the rows that we have are shown.
    ask({ intent: 'refresh' }).then((answer) =>
      setReply(answer.kind === 'offline' ? { kind: 'refreshed', refusal: null } : answer),
    )
  }, [ask])
  return reply
}
