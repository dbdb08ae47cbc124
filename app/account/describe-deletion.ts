import { formatDate } from '#app/billing/format-date.ts'
import { pickRunningSubscriptions } from '#app/billing/pick-subscriptions.ts'
import type { Plan, SubscriptionRow } from '#app/billing/rows.server.ts'

/** `apple`: with the link to where it is ended. `unused`: what is paid could be used up first. */
export type DeletionNote = { id: string; kind: 'stripe' | 'apple' | 'family'; text: string; unused: boolean }

type Reader = { plans: Plan[]; locale: string; now: Date }

/** What becomes of each running subscription when the account is deleted. */
export function describeDeletion(rows: SubscriptionRow[], reader: Reader): DeletionNote[] {
  return pickRunningSubscriptions(rows).map((row) => ({ id: row.id, ...describeOne(row, reader) }))
}

function describeOne(row: SubscriptionRow, { plans, locale, now }: Reader): Omit<DeletionNote, 'id'> {
  const plan = plans.find(({ id }) => id === row.plan_id)?.name
  const name = plan ? `Your ${plan} subscription` : 'Your subscription'
  const date = formatDate(row.expires_at, locale)
  const isPaidAhead = new Date(row.expires_at) > now
  if (row.ownership === 'family_shared') {
    const text = `${name} is shared by a member of your family, who keeps it.`
    return { kind: 'family', text, unused: false }
  }
  if (row.store === 'app_store')
    return { kind: 'apple', text: describeApple(name, date, row.will_renew), unused: false }
  if (row.period_type === 'trial') {
    return {
      kind: 'stripe',
      text: `${name} is free until ${date}. It ends now, and nothing is charged.`,
      unused: false,
    }
  }
  if (!isPaidAhead) return { kind: 'stripe', text: `${name} ends now, and nothing more is charged.`, unused: false }
  const text = `${name} is paid until ${date}. It ends now, nothing more is charged, and the time that is left is not paid back by itself.`
  return { kind: 'stripe', text, unused: true }
}

function describeApple(name: string, date: string, willRenew: boolean): string {
  return willRenew
    ? `${name} is paid through the App Store. Deleting your account does not end it: Apple charges again on ${date}, until you cancel it there.`
    : `${name} is paid through the App Store and ends there on ${date}. Apple charges nothing more.`
}
