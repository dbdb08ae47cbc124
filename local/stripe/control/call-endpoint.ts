import { checkParams } from '../api/check-params.ts'
import type { Endpoint, Params } from '../api/endpoint.ts'
import { endpoints } from '../api/endpoints.ts'
import type { World } from '../world.ts'

/** What a person does in Stripe's dashboard is what the API does, with the same checks and the same events. */
export function callEndpoint<T extends object>(
  world: World,
  method: Endpoint['method'],
  path: string,
  params: Params = {},
  id = '',
): T {
  const endpoint = endpoints.find((each) => each.method === method && each.path === path)
  if (!endpoint) throw new Error(`The simulator has no ${method} ${path}`)
  checkParams(endpoint, params)
  return endpoint.run(world, params, id) as unknown as T
}
