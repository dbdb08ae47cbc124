import { createUnsupportedError } from './stripe-api-error.ts'

/** What the simulator acts upon inside a parameter; anything else there is refused, not passed over. */
export function requireOnly(value: object | null | undefined | '', names: readonly string[], param: string): void {
  const stray = Object.keys(value || {}).find((name) => !names.includes(name))
  if (stray) throw createUnsupportedError(`${param}[${stray}]`)
}
