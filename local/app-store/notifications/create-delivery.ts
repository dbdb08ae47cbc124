import { type AppStore, storeNow } from '../app-store.ts'
import type { SignPayload } from '../signing/create-payload-signer.ts'
import type { StoredNotification } from '../store-state.ts'
import { nextAttemptAt } from './next-attempt-at.ts'
import { signNotification } from './sign-notification.ts'

const TIMEOUT_MS = 30_000

export type DeliveryOptions = {
  store: AppStore
  sign: SignPayload
  /** null = nobody listens; notifications wait in the log. */
  url: string | null
  retries: boolean
  log: (line: string) => void
}

export type Delivery = {
  /** Tries everything that is due, one after the other, and says how much that was. */
  deliverDue: () => Promise<number>
  sendAgain: (notification: StoredNotification) => Promise<void>
  close: () => Promise<void>
}

export function createDelivery(options: DeliveryOptions): Delivery {
  const stopped = new AbortController()
  let queue: Promise<unknown> = Promise.resolve()

  // One at a time: what happened first is sent first, unless the receiver refuses it.
  function inOrder<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work)
    queue = result.catch(() => undefined)
    return result
  }

  async function deliverDue(): Promise<number> {
    if (!options.url) return 0
    const due = options.store.state.notifications.filter((notification) => isDue(options.store, notification))
    for (const notification of due) {
      if (stopped.signal.aborted) break
      await attempt(options, notification, stopped.signal)
    }
    return due.length
  }

  return {
    deliverDue: () => inOrder(deliverDue),
    sendAgain: (notification) => inOrder(() => attempt(options, notification, stopped.signal)),
    async close() {
      stopped.abort()
      await queue
    },
  }
}

function isDue(store: AppStore, { nextAttemptAt }: StoredNotification): boolean {
  return nextAttemptAt !== null && nextAttemptAt <= storeNow(store)
}

async function attempt(options: DeliveryOptions, notification: StoredNotification, signal: AbortSignal): Promise<void> {
  const { store, log } = options
  const outcome = await post(options, notification, signal)
  if (signal.aborted) return
  const isAccepted = /^20[0-6]$/.test(outcome)
  notification.attempts.push({ at: storeNow(store), outcome })
  notification.isDelivered ||= isAccepted
  notification.nextAttemptAt = notification.isDelivered
    ? null
    : nextAttemptAt(notification.attempts.length, storeNow(store), options.retries)
  if (!isAccepted) log(`App Store notification ${notification.type} ${notification.uuid}: ${outcome}`)
}

/** The status code, or a word for no answer at all. */
async function post(options: DeliveryOptions, notification: StoredNotification, signal: AbortSignal): Promise<string> {
  if (!options.url) return 'no address'
  const signedPayload = await signNotification(options.store, notification, options.sign)
  try {
    const response = await fetch(options.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ signedPayload }),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    await response.body?.cancel()
    return String(response.status)
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'timed out' : 'no answer'
  }
}
