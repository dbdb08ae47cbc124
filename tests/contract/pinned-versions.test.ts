import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const functionsDir = path.join(root, 'supabase/functions')
const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'))
const manifest = readJson(path.join(root, 'package.json'))
const pinned: Record<string, string> = { ...manifest.dependencies, ...manifest.devDependencies }
const functions = readdirSync(functionsDir).filter((name) => existsSync(path.join(functionsDir, name, 'index.ts')))

/** The package specifiers that a function reaches, as the CLI's bundler would. */
function collectPackages(file: string, seen = new Set<string>(), packages = new Set<string>()): Set<string> {
  if (seen.has(file)) return packages
  seen.add(file)
  for (const [, specifier = ''] of readFileSync(file, 'utf8').matchAll(/(?:from |import |import\()'([^']+)'/g)) {
    if (specifier.startsWith('.')) collectPackages(path.resolve(path.dirname(file), specifier), seen, packages)
    else if (!specifier.startsWith('node:')) packages.add(specifier)
  }
  return packages
}

describe('versions', () => {
  it('are exact in package.json', () => {
    const loose = Object.entries({ ...pinned, ...manifest.optionalDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(String(version)),
    )
    expect(loose).toEqual([])
  })

  it.each(functions)('are the same under Deno and Node for the function %s', (name) => {
    const imports: Record<string, string> = readJson(path.join(functionsDir, name, 'deno.json')).imports
    for (const [specifier, target] of Object.entries(imports)) {
      const [, packageName = '', version] = /^npm:((?:@[^/]+\/)?[^@/]+)@([^/]+)/.exec(target) ?? []
      expect({ specifier, version }).toEqual({ specifier, version: pinned[packageName] })
    }
  })

  it.each(functions)('are listed for everything that the function %s imports, and for nothing else', (name) => {
    const imports = readJson(path.join(functionsDir, name, 'deno.json')).imports
    const used = collectPackages(path.join(functionsDir, name, 'index.ts'))
    expect(Object.keys(imports).sort()).toEqual([...used].sort())
  })
})
