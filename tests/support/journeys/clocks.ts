import { addresses } from './addresses.ts'

type Step = { advance_months?: number; advance_seconds?: number }

/** Moves Stripe's time; returns when all that fell due was done and told to the webhook. */
export async function moveStripeClock(step: Step): Promise<void> {
  await control(addresses().stripe, step)
}

/** Moves the App Store's time; returns when all that fell due was done and told to the webhook. */
export async function moveAppStoreClock(step: Step): Promise<void> {
  await control(addresses().appStore, step)
}

/** The first Premium of an Apple Account is a week for nothing; afterwards it is a paid month. */
export const letFreeWeekPass = () => moveAppStoreClock({ advance_seconds: 7 * 86_400 + 60 })

async function control(address: string, step: Step): Promise<void> {
  const response = await fetch(`${address}/control/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(step),
  })
  if (!response.ok) throw new Error(`The clock at ${address} did not move: ${await response.text()}`)
}
