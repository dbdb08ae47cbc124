// npm run stripe:setup: makes in a Stripe account what Tandem sells and listens to (docs/stripe.md).
import { existsSync } from 'node:fs'
import path from 'node:path'
import Stripe from 'stripe'
import { MissingConfigurationError } from '../supabase/functions/_shared/env.ts'
import { createStripeClient } from '../supabase/functions/_shared/stripe/create-stripe-client.ts'
import { readPlans } from './stripe-setup/read-plans.ts'
import { isLiveKey, readSetupEnv } from './stripe-setup/read-setup-env.ts'
import { setUpAccount } from './stripe-setup/set-up-account.ts'

const envFile = path.resolve(import.meta.dirname, '../.env')
if (existsSync(envFile)) process.loadEnvFile(envFile)

try {
  const env = readSetupEnv(process.env, { isLiveAllowed: process.argv.includes('--live') })
  const plans = await readPlans(env)
  console.log(`Stripe ${Stripe.API_VERSION}, ${isLiveKey(env.secretKey) ? 'the live account' : 'a sandbox'}:`)
  await setUpAccount(env, { stripe: createStripeClient(env), plans, say: (line) => console.log(line) })
} catch (error) {
  const isOurs = error instanceof MissingConfigurationError
  console.error(isOurs ? `${error.message}\nNothing was changed. docs/stripe.md has the steps.` : describe(error))
  process.exitCode = isOurs ? 2 : 1
}

function describe(error: unknown): string {
  if (error instanceof Stripe.errors.StripeError)
    return `Stripe refused: ${error.message} (${error.code ?? error.type})`
  return error instanceof Error ? error.message : String(error)
}
