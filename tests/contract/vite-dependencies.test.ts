import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
/** Imported by loaders, actions and the server's entry: Remix takes these out of what browsers get. */
const serverOnly = /^(node:|@remix-run\/node$|@supabase\/|isbot$|react-dom\/server$)/

it('Vite is told beforehand of every package that pages import', () => {
  const files = globSync('app/**/*.{ts,tsx}', { cwd: root }).filter((file) => !file.includes('.server.'))
  const imported = files.flatMap((file) =>
    [
      ...readFileSync(path.join(root, file), 'utf8').matchAll(/^(?:import|export)(?! type).* from '([^#.'][^']*)'/gm),
    ].map(([, name = '']) => name),
  )
  const config = readFileSync(path.join(root, 'vite.config.ts'), 'utf8')
  const told = [...(/include: \[([^\]]*)\]/.exec(config)?.[1] ?? '').matchAll(/'([^']+)'/g)].map(([, name]) => name)
  const missing = [...new Set(imported)].filter((name) => !serverOnly.test(name) && !told.includes(name))
  expect(missing).toEqual([])
})
