// npm run six-sign-ins: the six sign-ins in all 720 orders, of which `npm test` runs a part, and how long they took.
import path from 'node:path'
import { findScript } from './find-programs.ts'
import { runSteps } from './run-steps.ts'

process.env.TANDEM_EVERY_ORDER = 'yes'
const file = path.join('tests', 'local-supabase', 'six-sign-ins.test.ts')
const args = [findScript('vitest', 'vitest'), 'run', file, '--reporter=verbose']
runSteps([{ name: 'the six sign-ins in every order', command: process.execPath, args }])
