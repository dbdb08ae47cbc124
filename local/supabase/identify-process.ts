import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** The command line of a running process; `null` when there is none with this id (a file may name one long dead). */
export function identifyProcess(pid: number): string | null {
  if (!isAlive(pid)) return null
  if (process.platform === 'linux') return readCommandLine(pid)
  if (process.platform === 'win32') return 'unknown'
  const answer = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' })
  return answer.stdout.trim() || null
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it exists and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function readCommandLine(pid: number): string | null {
  try {
    // A process that has ended and waits for its parent has no command line.
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || null
  } catch {
    return null
  }
}
