import Stripe from 'stripe'
import type { Delivery, StoredEvent } from '../state/simulator-state.ts'
import type { World } from '../world.ts'
import { type SendResult, sendEvent } from './send-event.ts'
import { meetTrouble, type WebhookTrouble } from './webhook-trouble.ts'

export type SenderOptions = {
  /** Null: events stay where they are. */
  webhookUrl: string | null
  webhookSecret: string
  trouble: WebhookTrouble
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
  let sendingBackwards = false

  const pending = () => Object.values(world.state.events).filter(({ delivery }) => delivery.status === 'pending')
  const canSend = () => !paused && options.webhookUrl !== null && !closing.signal.aborted

  function start(stored: StoredEvent): Promise<void> {
    const { id } = stored.event
    const attempt = running.get(id) ?? deliver(stripe, stored, options, closing.signal).finally(() => forget(id))
    running.set(id, attempt)
    return attempt
  }
  function forget(id: string): void {
    running.delete(id)
    wake()
  }
  function wake(): void {
    if (!canSend()) return
    for (const { delivery } of pending()) meetTrouble(options.trouble, delivery)
    const due = pending().filter(({ delivery }) => delivery.nextAttemptAt <= Date.now())
    const isBackwards = ({ delivery }: StoredEvent) => delivery.trouble === 'reorder' && delivery.attempts === 0
    if (!sendingBackwards) void sendBackwards(due.filter(isBackwards))
    for (const stored of due.filter((each) => !isBackwards(each))) {
      if (running.size >= atOnce) return
      void start(stored)
    }
  }
  /** One after the other, the newest first. */
  async function sendBackwards(events: StoredEvent[]): Promise<void> {
    sendingBackwards = events.length > 0
    for (const stored of events.reverse()) if (canSend()) await start(stored)
    sendingBackwards = false
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

async function deliver(
  stripe: Stripe,
  stored: StoredEvent,
  options: SenderOptions,
  signal: AbortSignal,
): Promise<void> {
  const { event, delivery } = stored
  const send = () => sendEvent(stripe, event, { url: options.webhookUrl ?? '', secret: options.webhookSecret, signal })
  const copies = delivery.trouble === 'double' && delivery.attempts === 0 ? 2 : 1
  const [result] = (await Promise.all(Array.from({ length: copies }, send))) as [SendResult]
  // Broken off by closing: it counts as not tried, and is sent after the next start.
  if (signal.aborted) return
  const wait = recordAttempt(delivery, result)
  if (!result.accepted)
    options.log?.(`stripe event ${event.type} refused: ${result.description}; next try in ${wait} s`)
  options.onChange()
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
