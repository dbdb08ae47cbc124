import Stripe from 'stripe'
import type { StoredEvent } from '../state/simulator-state.ts'
import type { World } from '../world.ts'
import { sendEvent } from './send-event.ts'

export type DelivererOptions = {
  webhookUrl: string | null
  webhookSecret: string
  /** Called whenever the state of a delivery changed. */
  onChange(): void
  log?: (line: string) => void
}

export type Deliverer = {
  /** Sends what is due, without waiting for it. */
  wake(): void
  /** Waits until every event was tried, and everything still refused was tried again; true when nothing is left. */
  settle(): Promise<boolean>
  resend(id: string): Promise<void>
  pause(paused: boolean): void
  isPaused(): boolean
  close(): Promise<void>
}

const atOnce = 16
const settleRounds = 3

/** At least once, in no order, as Stripe does it: each event is on its own. */
export function createDeliverer(world: World, options: DelivererOptions): Deliverer {
  const { stripe, closing } = { stripe: new Stripe('sk_unused'), closing: new AbortController() }
  const inFlight = new Map<string, Promise<void>>()
  let paused = false

  const pending = () => Object.values(world.state.events).filter(({ delivery }) => delivery.status === 'pending')
  const sendable = () => !paused && options.webhookUrl !== null && !closing.signal.aborted

  function start(stored: StoredEvent): void {
    const { id } = stored.event
    if (inFlight.has(id)) return
    const attempt = deliver(stored).finally(() => {
      inFlight.delete(id)
      wake()
    })
    inFlight.set(id, attempt)
  }

  async function deliver(stored: StoredEvent): Promise<void> {
    const { webhookUrl, webhookSecret, log } = options
    const result = await sendEvent(stripe, stored.event, {
      url: webhookUrl ?? '',
      secret: webhookSecret,
      signal: closing.signal,
    })
    if (closing.signal.aborted) return
    const attempts = stored.delivery.attempts + 1
    const waitSeconds = Math.min(2 ** (attempts - 1), 60)
    Object.assign(stored.delivery, {
      attempts,
      status: result.accepted ? 'delivered' : 'pending',
      nextAttemptAt: Date.now() + waitSeconds * 1000,
      lastResult: result.description,
    })
    if (!result.accepted)
      log?.(`stripe event ${stored.event.type} refused: ${result.description}; next try in ${waitSeconds} s`)
    options.onChange()
  }

  function wake(): void {
    if (!sendable()) return
    for (const stored of pending()) {
      if (inFlight.size >= atOnce) return
      if (stored.delivery.nextAttemptAt <= Date.now()) start(stored)
    }
  }

  async function settle(): Promise<boolean> {
    for (let round = 0; round < settleRounds && sendable() && pending().length > 0; round += 1) {
      for (const { delivery } of pending()) delivery.nextAttemptAt = 0
      wake()
      // The receiver may call the API and so cause more events: go on until each was tried once.
      while (inFlight.size > 0) await Promise.all(inFlight.values())
    }
    return pending().length === 0
  }

  async function resend(id: string): Promise<void> {
    const stored = world.state.events[id]
    if (!stored || !sendable()) return
    await inFlight.get(id)
    Object.assign(stored.delivery, { status: 'pending', nextAttemptAt: 0 })
    start(stored)
    await inFlight.get(id)
  }

  return {
    wake,
    settle,
    resend,
    pause(wanted) {
      paused = wanted
      wake()
    },
    isPaused: () => paused,
    async close() {
      closing.abort()
      await Promise.all(inFlight.values())
    },
  }
}
