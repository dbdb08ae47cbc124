import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { createEmptyState, type SimulatorState } from './simulator-state.ts'

/** Null when there is none yet. A damaged one is not passed over: that would lose subscriptions in silence. */
export function readStateFile(file: string): SimulatorState | null {
  try {
    return { ...createEmptyState(), ...(JSON.parse(readFileSync(file, 'utf8')) as Partial<SimulatorState>) }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw new Error(`The state of the Stripe simulator cannot be read from ${file}`, { cause: error })
  }
}

/** Written aside and renamed: a crash leaves either the old state or the new one. */
export function writeStateFile(file: string, state: SimulatorState): void {
  mkdirSync(dirname(file), { recursive: true })
  const aside = `${file}.${process.pid}.tmp`
  writeFileSync(aside, JSON.stringify(state))
  renameSync(aside, file)
}
