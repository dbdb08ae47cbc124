import type { Context } from 'hono'
import { StripeApiError } from '../api/stripe-api-error.ts'
import type { StripeControl } from '../control/create-control.ts'
import type { World } from '../world.ts'

/** Does what a form asks for. What goes wrong comes back as a sentence for the page; null: it is done. */
export async function actOnPage(
  c: Context,
  control: StripeControl,
  act: (world: World, fields: Record<string, unknown>) => void,
): Promise<string | null> {
  const fields = await c.req.parseBody()
  try {
    control.act(({ world }) => act(world, fields))
    return null
  } catch (error) {
    if (error instanceof StripeApiError) return error.message
    throw error
  }
}
