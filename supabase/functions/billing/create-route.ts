import type { Hono } from 'hono'
import type { z } from 'zod'
import { readJson } from '../_shared/http/read-json.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { respond } from '../_shared/http/respond.ts'
import type { BillingDeps } from './billing-deps.ts'

type Act<Body, Answer> = (user: SignedInUser, body: Body, deps: BillingDeps) => Promise<Answer>

/** Binds an address to an act: `answer` is the shape that the web parses, so that the two cannot drift apart. */
export type Route = <Body, Answer>(
  path: string,
  schemas: { body: z.ZodType<Body>; answer: z.ZodType<Answer> },
  act: Act<Body, Answer>,
) => void

/** Every route is a POST of a signed-in user: who it is first, what they want second. */
export function createRoute(app: Hono, deps: BillingDeps): Route {
  return (path, schemas, act) => {
    app.post(path, async ({ req: { raw } }) => {
      const user = await deps.requireUser(raw)
      return respond(await act(user, await readJson(raw, schemas.body), deps))
    })
  }
}
