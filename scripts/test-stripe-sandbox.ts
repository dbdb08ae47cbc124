// npm run test:stripe-sandbox: the flows of tests/stripe-flows, which `npm test` runs against the simulator, against Stripe.
import path from 'node:path'
import { findScript } from './find-programs.ts'
import { runSteps } from './run-steps.ts'
import { isLiveKey } from './stripe-setup/read-setup-env.ts'

const key = process.env.STRIPE_SECRET_KEY
const fault = !key
  ? 'STRIPE_SECRET_KEY is missing: Stripe Dashboard, your sandbox, Developers, API keys.'
  : isLiveKey(key)
    ? 'STRIPE_SECRET_KEY is a key of the live account: the flows need a sandbox.'
    : null
if (fault) {
  console.error(`${fault}\nNothing was run. The same flows run against the simulator with: npm test tests/stripe-flows`)
  process.exit(2)
}

process.env.TANDEM_STRIPE_FLOWS = 'sandbox'
const vitest = findScript('vitest', 'vitest')
const folder = path.join('tests', 'stripe-flows')
// One file after the other: a sandbox answers 25 requests a second.
const args = [
  vitest,
  'run',
  folder,
  '--no-file-parallelism',
  '--testTimeout=600000',
  '--hookTimeout=600000',
  ...process.argv.slice(2),
]
runSteps([{ name: 'flows against the Stripe sandbox', command: process.execPath, args }])
