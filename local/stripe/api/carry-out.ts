import { onTestClock } from '../billing/run-test-clock.ts'
import { checkStripeObject } from '../schema/check-object.ts'
import type { World } from '../world.ts'
import { checkParams } from './check-params.ts'
import type { BrowserEndpoint, Endpoint, Params, WireObject } from './endpoint.ts'
import { expandObject } from './expand-object.ts'
import { findTestClock } from './find-test-clock.ts'
import { createInvalidRequestError } from './stripe-api-error.ts'

/** A request whose parameters were found good; running it is what an idempotency key remembers. */
export type CheckedRequest = { run(): object }

export function checkServerRequest(world: World, endpoint: Endpoint, params: Params, id: string): CheckedRequest {
  checkParams(endpoint, params)
  return {
    run() {
      const clock = findTestClock(world.state, params, id)
      const object = onTestClock(world, clock, () => endpoint.run(world, params, id))
      const answer = expandObject(world, object, params.expand as string[] | undefined)
      checkStripeObject(answer as WireObject)
      return answer
    },
  }
}

export function checkBrowserRequest(
  world: World,
  endpoint: BrowserEndpoint,
  params: Params,
  id: string,
): CheckedRequest {
  const parsed = endpoint.input.safeParse(params)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const [first = '', ...rest] = issue?.path.map(String) ?? []
    const param = first + rest.map((part) => `[${part}]`).join('')
    throw createInvalidRequestError(`Invalid ${param}: ${issue?.message}`, { param })
  }
  return {
    run() {
      const clock = findTestClock(world.state, params, id)
      const answer = onTestClock(world, clock, () => endpoint.run(world, parsed.data as never, id))
      checkStripeObject(answer)
      return answer
    },
  }
}
