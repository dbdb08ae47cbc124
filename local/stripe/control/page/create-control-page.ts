import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { StripeControl } from '../create-control.ts'
import { renderControlPage } from './render-control-page.ts'

const clockForm = z.object({
  months: z.coerce.number().int().nonnegative().max(120).default(0),
  days: z.coerce.number().int().nonnegative().max(3660).default(0),
  hours: z.coerce.number().int().nonnegative().max(1000).default(0),
})

/** The page for people: plain forms, each answered with a redirect back to the page. */
export function createControlPage(control: StripeControl): Hono {
  const page = new Hono()
  page.get('/', (c) => c.html(renderControlPage(control, c.req.query('note') ?? null)))
  page.post('/clock', async (c) => {
    const step = clockForm.safeParse(await c.req.parseBody())
    if (!step.success) return back(c, 'Months, days and hours must be whole numbers.')
    const { months, days, hours } = step.data
    const done = await control.advanceClock({ advance_months: months, advance_seconds: days * 86_400 + hours * 3600 })
    return back(
      c,
      done.all_delivered ? 'The clock moved forward.' : 'The clock moved forward; some events are not delivered yet.',
    )
  })
  page.post('/events/:id/resend', async (c) => {
    await control.resendEvent(c.req.param('id'))
    const result = control.readState().events[c.req.param('id')]?.delivery.lastResult
    return back(c, `Sent again: ${result ?? 'no such event'}.`)
  })
  return page
}

const back = (c: Context, note: string) => c.redirect(`/?note=${encodeURIComponent(note)}`, 303)
