import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
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
  return storeStateSchema.parse(JSON.parse(text))
}

/** Written beside and renamed, so that a crash leaves the old state or the new one, never half of it. */
export function writeStateFile(path: string, state: StoreState): void {
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}.new`
  writeFileSync(draft, JSON.stringify(state), { mode: 0o600 })
  renameSync(draft, path)
}
