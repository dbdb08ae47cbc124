import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
/** Set by the platform, by npm, by the shell or by the stack for its own children: nobody writes them into a file. */
const notOurs =
  /^(NODE_ENV|CI|PATH|HOME|VITEST(_POOL_ID)?|TMPDIR|TANDEM_(E2E_LOG|EVERY_ORDER|STRIPE_FLOWS|YEAR_\w+)|FUNCTIONS_\w+|SUPABASE_(DB_URL|ANON_KEY|SERVICE_ROLE_KEY|PUBLISHABLE_KEYS|SECRET_KEYS))$/

it('.env.example names every variable that is read', () => {
  const sources = globSync(
    ['app/**/*.server.ts', 'server.ts', 'local/**/*.ts', 'scripts/*.ts', 'tests/support/**/*.ts'],
    { cwd: root },
  )
  const readDirectly = sources.flatMap((file) => [...read(file).matchAll(/process\.env\.([A-Z][A-Z0-9_]+)/g)])
  const inSchemas = ['app/read-env.server.ts', 'supabase/functions/_shared/env.ts'].flatMap((file) => [
    ...read(file).matchAll(/^\s+([A-Z][A-Z0-9_]+):/gm),
  ])
  const names = new Set([...readDirectly, ...inSchemas].map(([, name = '']) => name))
  expect(names.size).toBeGreaterThan(10)
  const example = read('.env.example')
  const missing = [...names].filter((name) => !notOurs.test(name) && !new RegExp(`^${name}=`, 'm').test(example))
  expect(missing).toEqual([])
})
