import type { z } from 'zod'
import type { ParamsRoot } from '../schema/schema-roots.ts'
import type { World } from '../world.ts'

export type WireObject = { object: string; id?: string }

/** One operation of the API, as the server calls it with the secret key. */
export type Endpoint = {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  /** The SDK's own type of the parameters; what it does not name is refused as unknown. */
  params: ParamsRoot
  /** The parameters that the simulator acts upon; the others are refused as not simulated. */
  supports: readonly string[]
  run(world: World, params: Params, id: string): WireObject
}

/** An operation that Stripe.js calls from the browser, with the publishable key and a client secret. */
export type BrowserEndpoint = {
  method: 'GET' | 'POST'
  path: string
  input: z.ZodType
  run(world: World, input: never, id: string): WireObject
}

/** Already checked against the schema of the endpoint's parameters. */
export type Params = Record<string, unknown>

type EndpointOf<P> = Omit<Endpoint, 'run' | 'supports'> & {
  supports: readonly (keyof P & string)[]
  run(world: World, params: P, id: string): WireObject
}

/** `P` must be the SDK's type that `params` names. */
export const defineEndpoint = <P extends object>(endpoint: EndpointOf<P>) => endpoint as unknown as Endpoint

export function defineBrowserEndpoint<S extends z.ZodType>(endpoint: {
  method: 'GET' | 'POST'
  path: string
  input: S
  run(world: World, input: z.infer<S>, id: string): WireObject
}): BrowserEndpoint {
  return endpoint as BrowserEndpoint
}
