import { IntegrationError } from './integration-error.ts'
import type { IntentKind } from './intent-kind.ts'
import type { ElementsOptions, Intent } from './stripe-js-types.ts'

/** What the form promised (an amount, a currency, what the card is kept for) is what is confirmed, or Stripe refuses. */
export function requireSameTerms(kind: IntentKind, options: ElementsOptions, intent: Intent): void {
  const { mode = 'payment' } = options
  const isSetup = kind.key === 'setupIntent'
  // A subscription with a trial has nothing to pay now, so its form may confirm a SetupIntent too.
  if (mode === (isSetup ? 'payment' : 'setup')) throw mismatch('mode', mode, kind, isSetup ? 'setup' : 'payment')
  if (isSetup) return
  if (options.amount !== intent.amount) throw mismatch('amount', options.amount, kind, intent.amount)
  if (options.currency !== intent.currency) throw mismatch('currency', options.currency, kind, intent.currency)
  const usage = mode === 'subscription' ? 'off_session' : (options.setupFutureUsage ?? null)
  const actual = intent.setup_future_usage ?? null
  if (usage !== actual) throw mismatch('setup_future_usage', usage, kind, actual)
}

function mismatch(name: string, provided: unknown, kind: IntentKind, actual: unknown): IntegrationError {
  const noun = kind.noun.replace('Intent', ' Intent')
  return new IntegrationError(
    `The provided ${name} (${provided}) does not match the ${name} from the provided ${kind.noun} (${actual}). Try confirming with a ${noun} that is configured with the same parameters as Stripe Elements.`,
  )
}
