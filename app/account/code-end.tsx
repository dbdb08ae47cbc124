import { useEffect, useState } from 'react'

/** Until when a code works, on the reader's own clock; without scripts, how long. */
export function CodeEnd({ expiresAt }: { expiresAt: string }) {
  const [time, setTime] = useState<string | null>(null)
  useEffect(() => {
    setTime(new Date(expiresAt).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }))
  }, [expiresAt])
  return (
    <span className="mt-1 block text-muted">
      It works once, {time ? `until ${time}` : 'for 10 minutes'}. Whoever enters it has the purchase: give it to nobody
      but yourself.
    </span>
  )
}
