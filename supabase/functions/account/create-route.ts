import type { Hono } from 'hono'
import type { z } from 'zod'
import { readJson } from '../_shared/http/read-json.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { respond } from '../_shared/http/respond.ts'
import type { AccountDeps } from './account-deps.ts'

type Act<Body, Answer> = (user: SignedInUser, body: Body, deps: AccountDeps) => Promise<Answer>

type Contract<Body, Answer> = {
  /** `fresh`: the person must have signed in within the last minutes, and their session must still exist. */
  signIn: 'any' | 'fresh'
  body: z.ZodType<Body>
  /** The shape that the web parses, so that the two cannot drift apart. */
  answer: z.ZodType<Answer>
}

export type Route = <Body, Answer>(path: string, contract: Contract<Body, Answer>, act: Act<Body, Answer>) => void

/** Every route is a POST of a signed-in user: who it is first, what they want second. */
export function createRoute(app: Hono, deps: AccountDeps): Route {
  return (path, contract, act) => {
    app.post(path, async ({ req: { raw } }) => {
      const user = await (contract.signIn === 'fresh' ? deps.requireFreshUser(raw) : deps.requireUser(raw))
      return respond(await act(user, await readJson(raw, contract.body), deps))
    })
  }
}
