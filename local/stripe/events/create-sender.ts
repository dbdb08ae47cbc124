import Stripe from 'stripe'
import type { Delivery, StoredEvent } from '../state/simulator-state.ts'
import type { World } from '../world.ts'
import { type SendResult, sendEvent } from './send-event.ts'

export type SenderOptions = {
  /** Null: events stay where they are. */
  webhookUrl: string | null
  webhookSecret: string
  /** Called whenever the state of a delivery changed. */
  onChange(): void
  log?: (line: string) => void
}

/** Sends events one by one, each for itself; who waits for what is the deliverer's business. */
export type Sender = {
  /** Sends what is due, without waiting for it. */
  wake(): void
  start(stored: StoredEvent): Promise<void>
  pending(): StoredEvent[]
  inFlight(): Promise<void>[]
  canSend(): boolean
  pause(paused: boolean): void
  isPaused(): boolean
  close(): Promise<void>
}

const atOnce = 16

export function createSender(world: World, options: SenderOptions): Sender {
  const stripe = new Stripe('unused')
  const closing = new AbortController()
  const running = new Map<string, Promise<void>>()
  let paused = false

  const pending = () => Object.values(world.state.events).filter(({ delivery }) => delivery.status === 'pending')
  const canSend = () => !paused && options.webhookUrl !== null && !closing.signal.aborted

  function start(stored: StoredEvent): Promise<void> {
    const { id } = stored.event
    const attempt = running.get(id) ?? deliver(stored).finally(() => forget(id))
    running.set(id, attempt)
    return attempt
  }
  function forget(id: string): void {
    running.delete(id)
    wake()
  }
  async function deliver({ event, delivery }: StoredEvent): Promise<void> {
    const { webhookUrl: url, webhookSecret: secret, log } = options
    const result = await sendEvent(stripe, event, { url: url ?? '', secret, signal: closing.signal })
    // Broken off by closing: it counts as not tried, and is sent after the next start.
    if (closing.signal.aborted) return
    const wait = recordAttempt(delivery, result)
    if (!result.accepted) log?.(`stripe event ${event.type} refused: ${result.description}; next try in ${wait} s`)
    options.onChange()
  }
  function wake(): void {
    if (!canSend()) return
    for (const stored of pending()) {
      if (running.size >= atOnce) return
      if (stored.delivery.nextAttemptAt <= Date.now()) void start(stored)
    }
  }

  return {
    wake,
    start,
    pending,
    canSend,
    inFlight: () => [...running.values()],
    pause(wanted) {
      paused = wanted
      wake()
    },
    isPaused: () => paused,
    async close() {
      closing.abort()
      await Promise.all(running.values())
    },
  }
}

/** The seconds until the next attempt, if there has to be one: 1, 2, 4, … up to a minute. */
function recordAttempt(delivery: Delivery, result: SendResult): number {
  const waitSeconds = Math.min(2 ** delivery.attempts, 60)
  delivery.attempts += 1
  delivery.status = result.accepted ? 'delivered' : 'pending'
  delivery.nextAttemptAt = Date.now() + waitSeconds * 1000
  delivery.lastResult = result.description
  return waitSeconds
}
