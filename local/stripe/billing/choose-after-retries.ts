import type { AfterRetries } from '../state/simulator-state.ts'
import type { World } from '../world.ts'

/** What Stripe's dashboard offers under "Manage failed payments": it holds from the next last retry on. */
export function chooseAfterRetries(world: World, choice: AfterRetries): void {
  world.state.afterRetries = choice
}
