import { buildRenewalFact, buildTransactionFact } from '../../support/records.ts'
import { type AppStoreStep, type Line, type Period, takeAppStoreStep } from './app-store-step.ts'
import { beginning, type Delivery, type Identity, plans } from './delivery.ts'

export type AppStoreHistory = {
  steps: AppStoreStep[]
  /** Whether the app names the user to Apple when it buys; else Set App Account Token does, or nobody. */
  isNamed: boolean
}

const iso = (moment: number) => new Date(moment).toISOString()
const originalOf = (line: number, { suffix }: Identity) => `${1000 + line}-${suffix}`

/** What Apple sends about a life, in the order in which it happened. */
export function playAppStoreHistory({ steps, isNamed }: AppStoreHistory, identity: Identity): Delivery[] {
  const deliveries: Delivery[] = []
  const lines = new Map<number, Line>()
  let now = beginning
  for (const step of steps) {
    const line = lines.get(step.line) ?? emptyLine(isNamed)
    const change = takeAppStoreStep(step, line, now)
    if (!change) continue
    now = change.at
    lines.set(step.line, change.line)
    const original = originalOf(step.line, identity)
    for (const index of change.told ?? [change.line.periods.length - 1]) {
      deliveries.push({
        store: 'app_store',
        at: now,
        subscriptionId: original,
        eventType: change.kind,
        eventId: `${deliveries.length}-${identity.suffix}`,
        content: tellFacts(change.line, index, original, identity.userId, now),
      })
    }
  }
  return deliveries
}

function emptyLine(isNamed: boolean): Line {
  const renewal = { plan: 'standard', willRenew: false, isInRetry: false, graceEndsAt: null, renewsAt: 0 } as const
  return { periods: [], ...renewal, hasToken: isNamed }
}

function tellFacts(line: Line, index: number, original: string, userId: string, now: number) {
  const period = line.periods[index] as Period
  const token = line.hasToken && !period.isShared ? userId : null
  const transaction = buildTransactionFact({
    transaction_id: `${original}-${String(index).padStart(3, '0')}`,
    original_transaction_id: original,
    product_id: plans[period.plan].apple,
    purchased_at: iso(period.purchasedAt),
    original_purchased_at: iso(line.periods[0]?.purchasedAt ?? now),
    expires_at: iso(period.expiresAt),
    revoked_at: period.revokedAt === null ? null : iso(period.revokedAt),
    is_upgraded: period.isUpgraded,
    ownership: period.isShared ? 'family_shared' : 'purchased',
    app_account_token: period.hasToken ? userId : null,
    offer_type: period.isTrial ? 1 : null,
    offer_discount_type: period.isTrial ? 'FREE_TRIAL' : null,
    price_milliunits: period.isTrial ? 0 : plans[period.plan].price * 10,
    signed_at: iso(now),
  })
  const renewal = buildRenewalFact({
    original_transaction_id: original,
    product_id: plans[(line.periods.at(-1) as Period).plan].apple,
    auto_renew_product_id: plans[line.plan].apple,
    will_renew: line.willRenew,
    is_in_billing_retry: line.isInRetry,
    grace_period_ends_at: line.graceEndsAt === null ? null : iso(line.graceEndsAt),
    renews_at: iso(line.renewsAt),
    app_account_token: token,
    signed_at: iso(now),
  })
  return { transaction, renewal }
}
