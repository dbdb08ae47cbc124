import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { readVersionOne } from './read-version-one.ts'
import { type StoreState, storeStateSchema } from './store-state.ts'

/** null when there is no file yet; a file that does not parse stops the start, because it holds somebody's subscriptions. */
export function readStateFile(path: string): StoreState | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  try {
    const json: unknown = JSON.parse(text)
    return isVersionOne(json) ? readVersionOne(json) : storeStateSchema.parse(json)
  } catch (cause) {
    throw new Error(`The App Store simulator cannot read its state in ${path}. Move it away to begin anew.`, { cause })
  }
}

function isVersionOne(json: unknown): boolean {
  return typeof json === 'object' && json !== null && 'version' in json && json.version === 1
}

/** Written beside and renamed, so that a crash leaves the old state or the new one, never half of it. */
export function writeStateFile(path: string, state: StoreState): void {
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}.new`
  writeFileSync(draft, JSON.stringify(state), { mode: 0o600 })
  renameSync(draft, path)
}
