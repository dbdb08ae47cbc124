import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { StripeApiError } from '../api/stripe-api-error.ts'
import type { Act } from './acts/act.ts'
import { acts } from './acts/acts.ts'
import type { StripeControl } from './create-control.ts'

/** Every act twice: JSON for tests, a form for people. Neither says done before what was done is kept. */
export function createActRoutes(control: StripeControl): Hono {
  const routes = new Hono()
  for (const act of acts) {
    routes.on(act.method, `/control${act.path}`, async (c) => {
      const done = perform(control, act, await c.req.json().catch(() => ({})), c.req.param('id') ?? '')
      return 'refusal' in done ? c.json({ error: done.refusal }, done.status as 400) : c.json(done.answer)
    })
    // A form can only POST.
    const formPath = act.method === 'DELETE' ? `${act.path}/delete` : act.path
    routes.post(formPath, async (c) => {
      const done = perform(control, act, await readForm(c), c.req.param('id') ?? '')
      const note = 'refusal' in done ? done.refusal : done.note
      return c.redirect(`/?note=${encodeURIComponent(note)}`, 303)
    })
  }
  return routes
}

type Done = ReturnType<Act['run']> | { refusal: string; status: number }

function perform(control: StripeControl, act: Act, given: unknown, id: string): Done {
  const input = act.input.safeParse(given)
  if (!input.success) return { refusal: z.prettifyError(input.error), status: 400 }
  try {
    return control.act((account) => act.run(account, input.data as never, id))
  } catch (error) {
    if (error instanceof StripeApiError) return { refusal: error.message, status: error.status }
    throw error
  }
}

/** A field that was left empty was not filled in. */
async function readForm(c: Context): Promise<Record<string, unknown>> {
  const fields = Object.entries(await c.req.parseBody())
  return Object.fromEntries(fields.filter(([, value]) => value !== ''))
}
