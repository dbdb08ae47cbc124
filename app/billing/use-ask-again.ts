import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef } from 'react'

const intervalMs = 1_500
const attempts = 20

/** Reads the page's rows again while money has arrived and the right has not; gives up after half a minute. */
export function useAskAgain(isWaiting: boolean): void {
  const { revalidate, state } = useRevalidator()
  const asked = useRef(0)
  useEffect(() => {
    if (!isWaiting || state !== 'idle' || asked.current >= attempts) return
    const timer = setTimeout(() => {
      asked.current += 1
      revalidate()
    }, intervalMs)
    return () => clearTimeout(timer)
  }, [isWaiting, state, revalidate])
}
