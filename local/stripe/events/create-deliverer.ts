import type { World } from '../world.ts'
import { createSender, type Sender, type SenderOptions } from './create-sender.ts'

/** At least once, in no order, as Stripe does it. */
export type Deliverer = Pick<Sender, 'wake' | 'pause' | 'isPaused' | 'close'> & {
  /** Waits until every event was tried, and everything still refused was tried again; true when nothing is left. */
  settle(): Promise<boolean>
  resend(id: string): Promise<void>
}

const settleRounds = 3

export function createDeliverer(world: World, options: SenderOptions): Deliverer {
  const sender = createSender(world, options)

  async function settle(): Promise<boolean> {
    for (let round = 0; round < settleRounds && sender.canSend() && sender.pending().length > 0; round += 1) {
      for (const { delivery } of sender.pending()) delivery.nextAttemptAt = 0
      sender.wake()
      // The receiver may call the API and so cause more events: go on until each was tried once.
      while (sender.inFlight().length > 0) await Promise.all(sender.inFlight())
    }
    return sender.pending().length === 0
  }

  async function resend(id: string): Promise<void> {
    const stored = world.state.events[id]
    if (!stored || !sender.canSend()) return
    stored.delivery.status = 'pending'
    await sender.start(stored)
  }

  const { wake, pause, isPaused, close } = sender
  return { wake, pause, isPaused, close, settle, resend }
}
