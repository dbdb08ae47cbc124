import type Stripe from 'stripe'
import type { FlowAccount } from './open-account.ts'

/** Stripe's test clock of one person, as far as it was advanced (https://docs.stripe.com/billing/testing/test-clocks). */
export type PersonClock = { id: string; startsAt: number; now: number; isToldByEvents: boolean }

export type FlowTime = ReturnType<typeof createFlowTime>

/**
 * Whose time it is. Our functions place an answer in time by its `Date` header, which is the real one also where the
 * events of a test clock are dated by that clock: such an answer is given the clock's time, so that both can be compared.
 */
export function createFlowTime(account: FlowAccount) {
  let clock: PersonClock | null = null
  return {
    live(of: PersonClock | null): void {
      clock = of
    },
    date(answer: Response): Response {
      if (!clock?.isToldByEvents) return answer
      const headers = new Headers(answer.headers)
      headers.set('date', new Date(clock.now * 1000).toUTCString())
      return new Response(answer.body, { status: answer.status, headers })
    },
    /** What the functions wait with: a test clock stands still until it is advanced. */
    async wait(stripe: Stripe, milliseconds: number): Promise<void> {
      if (clock?.isToldByEvents) await advanceClock(stripe, clock, clock.now + Math.ceil(milliseconds / 1000), account)
      else await account.wait(milliseconds)
    },
  }
}

/** Returns when everything that fell due on the way is done. */
export async function advanceClock(
  stripe: Stripe,
  clock: PersonClock,
  to: number,
  account: FlowAccount,
): Promise<void> {
  await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: to })
  clock.now = to
  for (;;) {
    const { status } = await stripe.testHelpers.testClocks.retrieve(clock.id)
    if (status === 'ready') return
    if (status === 'internal_failure') throw new Error(`The test clock ${clock.id} failed`)
    await account.wait(2000)
  }
}
