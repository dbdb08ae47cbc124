import type { World } from '../world.ts'
import { type ChargeDecision, genericDecline } from './decide-charge.ts'

/** The trouble that was asked for the next charge or set-up, whichever card it is of; it happens once. Only a payment of its own can take its time: neither a set-up nor an invoice waits for a bank here. */
export function takeNextPayment({ faults }: World, canProcess: boolean): ChargeDecision | null {
  const { nextPayment } = faults
  if (nextPayment === null || (nextPayment === 'process' && !canProcess)) return null
  faults.nextPayment = null
  if (nextPayment === 'decline') return genericDecline
  return { outcome: nextPayment === 'process' ? 'processing' : 'requires_action' }
}
