import { useFetcher } from '@remix-run/react'
import { useCallback, useEffect, useRef } from 'react'

/**
 * Sends a form to this page's action by script and waits for its answer: `const answer = await ask({ intent: 'pay' })`.
 * It never settles when the answer is a redirect, because then the page is left. One question at a time.
 */
export function useAsk<Action>() {
  const { state, data, submit } = useFetcher<Action>()
  type Answer = NonNullable<typeof data>
  const settle = useRef<((answer: Answer) => void) | null>(null)
  const isAsking = useRef(false)

  useEffect(() => {
    if (state !== 'idle') isAsking.current = true
    if (state !== 'idle' || !isAsking.current || !data) return
    isAsking.current = false
    settle.current?.(data as Answer)
    settle.current = null
  }, [state, data])

  return useCallback(
    (form: Record<string, string>) =>
      new Promise<Answer>((resolve) => {
        settle.current = resolve
        submit(form, { method: 'post' })
      }),
    [submit],
  )
}
