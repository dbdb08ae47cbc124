// npm run app-store:year [seed]: all 2,000 subscribers of tests/app-store-year, of whom `npm test` runs fewer, and what it measured.
import path from 'node:path'
import { findScript } from './find-programs.ts'
import { runSteps } from './run-steps.ts'

const [seed] = process.argv.slice(2)
process.env.TANDEM_YEAR_SUBSCRIBERS ??= '2000'
if (seed) process.env.TANDEM_YEAR_SEED = seed
const args = [findScript('vitest', 'vitest'), 'run', path.join('tests', 'app-store-year')]
runSteps([{ name: 'a year of the App Store', command: process.execPath, args }])
