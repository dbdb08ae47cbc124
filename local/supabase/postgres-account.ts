import { statSync } from 'node:fs'
import path from 'node:path'

export type Account = { uid: number; gid: number }

/** Postgres refuses to run as root: then it runs as "nobody", which exists everywhere. `null` means as the current user. */
export function choosePostgresAccount(): Account | null {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : null
}

/** Whether another account may walk down to a path: false below root's own home, which is usually closed. */
export function isReachableByOthers(target: string): boolean {
  for (let directory = path.resolve(target); ; directory = path.dirname(directory)) {
    const found = statSync(directory, { throwIfNoEntry: false })
    if (found && (found.mode & 0o001) === 0) return false
    if (directory === path.dirname(directory)) return true
  }
}
