// Run after every change of dependencies. Where a registry lacks another platform's optional binaries npm leaves them out of
// the lock, and `npm ci` then refuses that lock everywhere.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { findMissingPackages, type LockFile, type LockPackage } from './lock-file.ts'

const file = path.resolve(import.meta.dirname, '../package-lock.json')

/** Adds the missing entries, without an integrity hash: npm looks the package up on the platform that wants it. */
export function completeLock(lock: LockFile): { lock: LockFile; added: string[] } {
  const packages = { ...lock.packages }
  const added: string[] = []
  for (const { wantedBy, name, range } of findMissingPackages(lock)) {
    const version = range.replace(/^[~^=v]+/, '')
    if (!/^\d+\.\d+\.\d+/.test(version)) continue
    const top = `node_modules/${name}`
    const key = packages[top] && packages[top].version !== version ? `${wantedBy}/node_modules/${name}` : top
    packages[key] = {
      version,
      ...describePlatform(name),
      ...(packages[wantedBy]?.dev ? { dev: true } : {}),
      optional: true,
    }
    added.push(key)
  }
  const sorted = Object.entries(packages).sort(([one], [other]) => (one < other ? -1 : 1))
  return { lock: { ...lock, packages: Object.fromEntries(sorted) }, added }
}

/** Which machine a package is for, out of its name: npm must not try it on any other. */
function describePlatform(name: string): Pick<LockPackage, 'os' | 'cpu' | 'libc'> {
  const os =
    /win32|windows|-win-/.test(name) && !name.includes('darwin')
      ? 'win32'
      : match(name, /darwin|android|freebsd|openbsd|netbsd|sunos|aix|openharmony|linux/)
  const cpu = match(name, /x64|arm64|ia32|riscv64|ppc64|s390x|loong64|mips64el|wasm32/) ?? match(name, /arm/)
  const libc = name.includes('musl') ? 'musl' : /linux.*(gnu|glibc)/.test(name) ? 'glibc' : undefined
  return { ...(os ? { os: [os] } : {}), ...(cpu ? { cpu: [cpu] } : {}), ...(libc ? { libc: [libc] } : {}) }
}

function match(text: string, pattern: RegExp): string | undefined {
  return pattern.exec(text)?.[0]
}

if (import.meta.main) {
  const { lock, added } = completeLock(JSON.parse(readFileSync(file, 'utf8')))
  if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(
    added.length > 0
      ? `Added ${added.length} to package-lock.json:\n${added.join('\n')}`
      : 'package-lock.json is complete.',
  )
}
