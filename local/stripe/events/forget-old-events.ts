import type { World } from '../world.ts'

const kept = 1000

/** The state is written whole with every request, so it must not grow for ever. What is not delivered stays. */
export function forgetOldEvents({ state }: World): void {
  const events = Object.values(state.events)
  for (const { event, delivery } of events.slice(0, Math.max(0, events.length - kept))) {
    if (delivery.status !== 'pending') delete state.events[event.id]
  }
}
