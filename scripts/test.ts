import { globSync } from 'node:fs'
import path from 'node:path'
import { findDeno, findScript } from './find-programs.ts'
import { runSteps, type Step } from './run-steps.ts'
import { listTypecheckSteps } from './typecheck.ts'

const root = path.resolve(import.meta.dirname, '..')
const vitest = findScript('vitest', 'vitest')

/** Tests of function code that must run under the Deno of hosted functions: `*.deno.ts` anywhere in tests. */
function listDenoSteps(): Step[] {
  const files = globSync('tests/**/*.deno.ts', { cwd: root })
  const flags = [
    '--quiet',
    '--node-modules-dir=manual',
    '--no-lock',
    '--cached-only',
    '--allow-read',
    '--allow-env',
    '--allow-net',
  ]
  return files.length > 0 ? [{ name: 'deno test', command: findDeno(), args: ['test', ...flags, ...files] }] : []
}

// The browser tests build the web themselves when it has changed.
const wanted = process.argv.slice(2)
const everything = [
  ...listTypecheckSteps(),
  ...listDenoSteps(),
  { name: 'vitest', command: process.execPath, args: [vitest, 'run'] },
]
runSteps(
  wanted.length > 0 ? [{ name: 'vitest', command: process.execPath, args: [vitest, 'run', ...wanted] }] : everything,
)
