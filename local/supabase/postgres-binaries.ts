import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import path from 'node:path'
import { choosePostgresAccount, isReachableByOthers } from './postgres-account.ts'
import { findPostgresPackage, type PostgresPackage } from './postgres-package.ts'

export type PostgresBinaries = { initdb: string; postgres: string }

/** Makes the binaries of the npm package ready to run, whatever npm left undone, and says where they are. */
export function preparePostgresBinaries(found: PostgresPackage = findPostgresPackage()): PostgresBinaries {
  restoreLibraryLinks(found.directory)
  let native = path.join(found.directory, 'native')
  if (choosePostgresAccount() && !isReachableByOthers(native)) native = copyToOpenPlace(native, found.version)

  const suffix = process.platform === 'win32' ? '.exe' : ''
  return {
    initdb: path.join(native, 'bin', `initdb${suffix}`),
    postgres: path.join(native, 'bin', `postgres${suffix}`),
  }
}

/** npm packages cannot hold links, so an install script makes them; npm 12 blocks install scripts. */
function restoreLibraryLinks(directory: string): void {
  const list = path.join(directory, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const at = path.join(directory, target)
    if (existsSync(at)) continue
    rmSync(at, { force: true })
    symlinkSync(path.relative(path.dirname(at), path.join(directory, source)), at)
  }
}

function copyToOpenPlace(native: string, version: string): string {
  const copy = `/var/tmp/tandem-postgres-${version}`
  const existing = statSync(copy, { throwIfNoEntry: false })
  // Anybody may create files in /var/tmp: never run a program that somebody else has put there.
  if (existing && existing.uid !== process.getuid?.()) throw new Error(`${copy} belongs to another account. Remove it.`)
  if (existing) return copy

  const unfinished = `${copy}.${process.pid}`
  mkdirSync(unfinished, { mode: 0o755 })
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
  chmodSync(unfinished, 0o755)
  renameSync(unfinished, copy)
  return copy
}
