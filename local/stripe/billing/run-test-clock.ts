import type Stripe from 'stripe'
import { emitEvent } from '../events/emit-event.ts'
import type { World } from '../world.ts'

type DoDueWork = (world: World, testClock: string, span: { from: number; until: number }) => boolean

/** Clocks that were told to move arrive: all that falls due on the way happens as of its own moment. */
export function finishAdvancing(world: World, doDueWorkOf: DoDueWork): boolean {
  const advancing = Object.values(world.state.testClocks).filter((clock) => clock.status === 'advancing')
  for (const clock of advancing) {
    const target = clock.status_details.advancing?.target_frozen_time ?? clock.frozen_time
    doDueWorkOf(world, clock.id, { from: clock.frozen_time, until: target })
    Object.assign(clock, { frozen_time: target, status: 'ready', status_details: {} })
    world.clock.during(target * 1000, () => emitEvent(world, 'test_helpers.test_clock.ready', clock))
  }
  return advancing.length > 0
}

/**
 * A request is one moment, however long it takes: that of the test clock that its objects live on; without one, of the
 * account's own.
 */
export function onTestClock<T>(world: World, clock: Stripe.TestHelpers.TestClock | null, work: () => T): T {
  return world.clock.during(clock ? clock.frozen_time * 1000 : world.clock.nowMs(), work)
}
