import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Null when there is no file yet. One that cannot be read is not passed over: it holds what somebody has bought or made. */
export function readStateFile<State>(file: string, complaint: string, parse: (json: unknown) => State): State | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  try {
    return parse(JSON.parse(text))
  } catch (cause) {
    throw new Error(`${complaint} in ${file}. Move it away to begin anew.`, { cause })
  }
}

/** Written beside and renamed, so that a crash leaves the old state or the new one, never half of it. */
export function writeStateFile(file: string, state: object): void {
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}.new`
  writeFileSync(draft, JSON.stringify(state), { mode: 0o600 })
  renameSync(draft, file)
}
