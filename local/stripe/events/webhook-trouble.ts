import type { Delivery } from '../state/simulator-state.ts'

export const webhookFaults = ['delay', 'double', 'reorder', 'drop'] as const
export type WebhookFault = (typeof webhookFaults)[number]

/** What happens to the next events on their way. It is not kept over a restart. */
export type WebhookTrouble = {
  fault: WebhookFault | null
  /** Null: until it is switched off. */
  remaining: number | null
  delayMs: number
}

export const createWebhookTrouble = (): WebhookTrouble => ({ fault: null, remaining: null, delayMs: defaultDelayMs })

export const defaultDelayMs = 10_000

/** How long events are gathered before they are sent in the wrong order. */
const gatherMs = 1000

/** Decides once, before an event is sent for the first time, whether something happens to it. */
export function meetTrouble(trouble: WebhookTrouble, delivery: Delivery): void {
  if (delivery.trouble !== undefined) return
  delivery.trouble = delivery.attempts === 0 ? takeFault(trouble) : null
  if (delivery.trouble === 'delay') delivery.nextAttemptAt = Date.now() + trouble.delayMs
  if (delivery.trouble === 'reorder') delivery.nextAttemptAt = Date.now() + gatherMs
  if (delivery.trouble === 'drop') {
    delivery.status = 'dropped'
    delivery.lastResult = 'lost on the way'
  }
}

function takeFault(trouble: WebhookTrouble): WebhookFault | null {
  if (trouble.fault === null || trouble.remaining === 0) return null
  if (trouble.remaining !== null) trouble.remaining -= 1
  return trouble.fault
}
