import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
// Long enough to be one: `sk_local` and `whsec_local` of the local stack are words.
const keyShaped = /\b(?:[sr]k_(?:live|test)|pk_live|whsec)_[A-Za-z0-9]{8,}/

it('nothing in this project has the shape of a key of Stripe', () => {
  const folders =
    '{app,bench,docs,local,public,scripts,supabase,tests}/**/*.{ts,tsx,mjs,js,json,sql,toml,md,html,css,svg}'
  const files = globSync([folders, '*.{ts,js,json,md}', '.env.example'], { cwd: root })
  expect(files.length).toBeGreaterThan(500)
  const found = files.filter((file) => keyShaped.test(readFileSync(path.join(root, file), 'utf8')))
  expect(found).toEqual([])
})
