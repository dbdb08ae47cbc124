import type Stripe from 'stripe'
import { isLocalAddress } from '../../supabase/functions/_shared/env.ts'
import type { SoldPlan } from './read-plans.ts'
import type { SetupEnv } from './read-setup-env.ts'
import { describeStep, type Step } from './step.ts'
import { syncPaymentDomain } from './sync-payment-domain.ts'
import { syncPortal } from './sync-portal.ts'
import { syncPrice } from './sync-price.ts'
import { syncProduct } from './sync-product.ts'
import { syncWebhook } from './sync-webhook.ts'

export type SetupDeps = { stripe: Stripe; plans: SoldPlan[]; say: (line: string) => void }

/** Makes of a Stripe account one that Tandem can sell in. Safe to repeat: each step does only what is left to do. */
export async function setUpAccount(
  env: Omit<SetupEnv, 'secretKey' | 'publishableKey'>,
  deps: SetupDeps,
): Promise<void> {
  const { stripe, plans, say } = deps
  const report = (step: Step) => say(describeStep(step))
  for (const plan of plans) {
    report(await syncProduct(stripe, plan))
    report(await syncPrice(stripe, plan))
  }
  report(await syncPortal(stripe, `${env.siteUrl.replace(/\/$/, '')}/account`))
  const canReach = (url: string) => env.apiUrl !== null || !isLocalAddress(url)
  if (canReach(env.siteUrl)) report(await syncPaymentDomain(stripe, env.siteUrl))
  else report({ subject: 'payment method domain', outcome: 'skipped', note: unreachable('SITE_URL') })
  if (!canReach(env.supabaseUrl)) {
    return report({ subject: 'webhook', outcome: 'skipped', note: unreachable('SUPABASE_URL') })
  }
  const webhook = await syncWebhook(stripe, `${env.supabaseUrl.replace(/\/$/, '')}/functions/v1/stripe-webhook`)
  report(webhook)
  if (webhook.secret) sayHowToKeepIt(webhook.secret, say)
}

const unreachable = (name: string) => `Stripe cannot reach this machine; set ${name} to the public address`

function sayHowToKeepIt(secret: string, say: (line: string) => void): void {
  say('\nStripe tells the signing secret of this webhook only now. Give it to the functions:')
  say(`  npx supabase secrets set STRIPE_WEBHOOK_SECRET=${secret}`)
}
