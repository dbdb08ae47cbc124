import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type IdentityState, identityStateSchema } from './identity-state.ts'

/** null when there is no file yet; one that does not parse stops the start, because it holds somebody's accounts. */
export function readStateFile(path: string): IdentityState | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  try {
    return identityStateSchema.parse(JSON.parse(text))
  } catch (cause) {
    throw new Error(`The local sign-in providers cannot read their state in ${path}. Move it away to begin anew.`, {
      cause,
    })
  }
}

/** Written beside and renamed, so that a crash leaves the old state or the new one, never half of it. */
export function writeStateFile(path: string, state: IdentityState): void {
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}.new`
  writeFileSync(draft, JSON.stringify(state), { mode: 0o600 })
  renameSync(draft, path)
}
