import { localKeys } from './supabase/local-keys.ts'

export type ReconcileCalls = { stop: () => Promise<void> }

type Options = { apiUrl: string; everySeconds: number; log: (line: string) => void }

/** Calls the function `reconcile` again and again, as pg_cron does for a hosted project: docs/operations.md. */
export function startCallingReconcile({ apiUrl, everySeconds, log }: Options): ReconcileCalls {
  const stopped = new AbortController()
  let running: Promise<void> | null = null

  async function call(): Promise<void> {
    try {
      const response = await fetch(`${apiUrl}/functions/v1/reconcile`, {
        method: 'POST',
        headers: { apikey: localKeys.secret, 'content-type': 'application/json' },
        body: '{}',
        signal: stopped.signal,
      })
      const text = await response.text()
      if (!response.ok) log(`[reconcile] ${response.status} ${text}`)
    } catch (error) {
      // The next call comes soon: a function that is just restarting is no reason to stop the stack.
      if (!stopped.signal.aborted) log(`[reconcile] ${String(error)}`)
    }
  }

  function callUnlessRunning(): void {
    running ??= call().finally(() => {
      running = null
    })
  }

  // Unreferenced: it must not keep a process alive.
  const timer = setInterval(callUnlessRunning, everySeconds * 1000).unref()
  return {
    stop: async () => {
      clearInterval(timer)
      stopped.abort()
      await running
    },
  }
}
