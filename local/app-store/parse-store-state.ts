import { readVersionOne } from './read-version-one.ts'
import { type StoreState, storeStateSchema } from './store-state.ts'

/** A state of this version, or of the first one, which knew less. Throws `ZodError` for anything else. */
export function parseStoreState(json: unknown): StoreState {
  return isVersionOne(json) ? readVersionOne(json) : storeStateSchema.parse(json)
}

function isVersionOne(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'version' in json && json.version === 1
}
