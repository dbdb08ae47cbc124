import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { identifyProcess } from './supabase/identify-process.ts'

/**
 * Says that a stack uses this data folder; throws when another one does: two would write the same database and state files.
 * Gives back how to say that it has stopped.
 */
export function claimDataDirectory(dataDir: string): () => void {
  refuseWhileRunning(dataDir)
  mkdirSync(dataDir, { recursive: true })
  const file = toFile(dataDir)
  writeFileSync(file, String(process.pid))
  return () => rmSync(file, { force: true })
}

export function refuseWhileRunning(dataDir: string): void {
  const file = toFile(dataDir)
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8'))
  // A killed stack leaves the file, and its process id may be somebody else's by now: only a Node program counts.
  if (pid === process.pid || !identifyProcess(pid)?.includes('node')) return
  throw new Error(`Tandem already runs from this folder (process ${pid}). Stop it first: Ctrl-C where it was started.`)
}

function toFile(dataDir: string): string {
  return path.join(dataDir, 'running')
}
