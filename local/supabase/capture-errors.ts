import { AsyncLocalStorage } from 'node:async_hooks'

type Log = (line: string) => void

const listening = new AsyncLocalStorage<Log>()
let isInstalled = false

/** Runs lite so that what it throws at the console, whole error objects with their queries, becomes one line in our log. */
export function captureErrors<T>(log: Log, work: () => T): T {
  install()
  return listening.run(log, work)
}

function install(): void {
  if (isInstalled) return
  isInstalled = true
  const write = console.error
  console.error = (...parts: unknown[]) => {
    const log = listening.getStore()
    if (!log) return write.apply(console, parts)
    log(`[api] ${parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' ')}`)
  }
}
