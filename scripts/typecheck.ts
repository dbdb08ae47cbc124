import { globSync } from 'node:fs'
import path from 'node:path'
import { findDeno, findScript } from './find-programs.ts'
import { runSteps, type Step } from './run-steps.ts'

const root = path.resolve(import.meta.dirname, '..')

/** `tsc` for everything that runs on Node or in a browser, `deno check` for what runs under Deno. */
export function listTypecheckSteps(): Step[] {
  const underDeno = ['local/supabase/functions-host.ts', ...globSync('supabase/functions/*/index.ts', { cwd: root })]
  return [
    { name: 'tsc', command: process.execPath, args: [findScript('typescript', 'tsc'), '--noEmit'] },
    {
      name: 'deno check',
      command: findDeno(),
      args: ['check', '--quiet', '--node-modules-dir=manual', '--no-lock', ...underDeno],
    },
  ]
}

if (import.meta.main) runSteps(listTypecheckSteps())
