import type { EventType } from '../schema/schema-roots.ts'
import type { World } from '../world.ts'
import { describePrevious } from './describe-previous.ts'
import { emitEvent } from './emit-event.ts'

/** Changes a stored object and, if anything is different afterwards, says so with an `*.updated` event. */
export function changeObject<T extends object>(
  world: World,
  type: Extract<EventType, `${string}.updated`>,
  object: T,
  changes: Partial<T>,
): void {
  const previous = describePrevious(object as Record<string, unknown>, changes as Record<string, unknown>)
  Object.assign(object, changes)
  if (previous) emitEvent(world, type, object, previous)
}
