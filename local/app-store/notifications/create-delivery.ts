import { type AppStore, storeNow } from '../app-store.ts'
import type { SignPayload } from '../signing/create-payload-signer.ts'
import type { StoredNotification } from '../store-state.ts'
import { nextAttemptAt } from './next-attempt-at.ts'
import { delayOf, strikes } from './record-notification.ts'
import { signNotification } from './sign-notification.ts'

const TIMEOUT_MS = 30_000

export type DeliveryOptions = {
  store: AppStore
  sign: SignPayload
  /** null = nobody listens; notifications wait in the log. */
  url: string | null
  fetch: typeof fetch
  /** How many may be on their way at once. */
  parallel: number
  retries: boolean
  log: (line: string) => void
}

export type Delivery = {
  /** Tries everything that is due and says how much that was. */
  deliverDue: () => Promise<number>
  sendAgain: (notification: StoredNotification) => Promise<void>
  close: () => Promise<void>
}

export function createDelivery(options: DeliveryOptions): Delivery {
  const { store } = options
  const stopped = new AbortController()
  let queue: Promise<unknown> = Promise.resolve()

  // One after the other: what happened first is sent first, unless the receiver refuses it.
  function inOrder<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work)
    queue = result.catch(() => undefined)
    return result
  }

  async function deliverUntilNothingIsDue(): Promise<number> {
    for (let tried = 0; ; tried += 1) {
      const notification = stopped.signal.aborted ? null : store.index.outbox.take(storeNow(store))
      if (!notification) return tried
      await attempt(options, notification, stopped.signal)
    }
  }

  async function deliverDue(): Promise<number> {
    if (!options.url) return 0
    const lanes = Array.from({ length: options.parallel }, deliverUntilNothingIsDue)
    return (await Promise.all(lanes)).reduce((total, tried) => total + tried, 0)
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

async function attempt(options: DeliveryOptions, notification: StoredNotification, signal: AbortSignal): Promise<void> {
  const { store, log } = options
  const outcome = await post(options, notification, signal)
  if (!signal.aborted) {
    const isAccepted = /^20[0-6]$/.test(outcome)
    notification.attempts.push({ at: storeNow(store), outcome })
    notification.isDelivered ||= isAccepted
    notification.nextAttemptAt = nextTime(options, notification)
    if (!isAccepted) log(`App Store notification ${notification.type} ${notification.uuid}: ${outcome}`)
  }
  store.index.outbox.update(notification)
}

function nextTime({ store, retries }: DeliveryOptions, notification: StoredNotification): number | null {
  const now = storeNow(store)
  if (!notification.isDelivered) return nextAttemptAt(notification.attempts.length, now, retries)
  if (notification.fault !== 'double') return null
  notification.fault = null
  return now + delayOf(store)
}

/** The status code, or a word for no answer at all. */
async function post(options: DeliveryOptions, notification: StoredNotification, signal: AbortSignal): Promise<string> {
  if (!options.url) return 'no address'
  if (strikes(options.store, 'fail')) return String(options.store.state.faults.failStatus)
  const signedPayload = await signNotification(options.store, notification, options.sign)
  try {
    const response = await options.fetch(options.url, {
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
