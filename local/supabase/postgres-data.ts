import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { choosePostgresAccount, isReachableByOthers } from './postgres-account.ts'

const password = 'postgres'

/** Where the data really lies: the wanted folder, or one in /var/tmp where Postgres's account cannot reach that. */
export function locateDataDirectory(wanted: string): string {
  const directory = path.resolve(wanted)
  mkdirSync(path.dirname(directory), { recursive: true })
  if (!choosePostgresAccount() || isReachableByOthers(path.dirname(directory))) return directory
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 16)
  const elsewhere = `/var/tmp/tandem-postgres-data-${name}`
  refuseForeignFolder(elsewhere)
  return elsewhere
}

/** Runs `initdb` where there is no database yet, beside the folder: a half-made one (power cut) is never mistaken for a whole. */
export function initializeDataDirectory(initdb: string, directory: string): void {
  if (existsSync(path.join(directory, 'PG_VERSION'))) return
  if (existsSync(directory) && readdirSync(directory).length > 0)
    throw new Error(`${directory} is not empty and holds no database.`)

  const unfinished = `${directory}.new`
  refuseForeignFolder(unfinished)
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  const account = choosePostgresAccount()
  if (account) chownSync(unfinished, account.uid, account.gid)
  runInitdb(initdb, unfinished)
  rmSync(directory, { recursive: true, force: true })
  renameSync(unfinished, directory)
}

function runInitdb(initdb: string, directory: string): void {
  const account = choosePostgresAccount()
  const secret = mkdtempSync(path.join(os.tmpdir(), 'tandem-'))
  const passwordFile = path.join(secret, 'password')
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (account) for (const file of [secret, passwordFile]) chownSync(file, account.uid, account.gid)

  // The built-in C.UTF-8 provider orders text alike on every platform and knows upper and lower case beyond ASCII.
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const access = ['-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`]
  const result = spawnSync(initdb, ['-D', directory, ...access, ...locale, '--no-sync'], {
    ...account,
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    encoding: 'utf8',
    cwd: path.parse(directory).root,
  })
  rmSync(secret, { recursive: true, force: true })
  if (result.status !== 0)
    throw new Error(`Postgres could not make its data folder: ${result.error?.message ?? result.stderr}`)
}

function refuseForeignFolder(directory: string): void {
  const found = statSync(directory, { throwIfNoEntry: false })
  const owners = [process.getuid?.(), choosePostgresAccount()?.uid]
  if (found && process.getuid && !owners.includes(found.uid))
    throw new Error(`${directory} belongs to another account. Remove it.`)
}
