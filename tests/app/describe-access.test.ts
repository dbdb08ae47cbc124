import { expect, it } from 'vitest'
import { describeAccess } from '#app/billing/describe-access.ts'
import type { AccessSourceRow } from '#app/billing/rows.server.ts'

const stripe: AccessSourceRow = {
  source: 'Stripe subscription sub_1',
  plan: 'Premium',
  entitlements: ['standard', 'premium'],
  state: 'active',
  counts: true,
  until: '2026-05-21T08:00:31.5+00:00',
  why: 'Paid until 2026-05-20 08:00 UTC at Stripe.',
  decided_by: 'stripe_leeway = 1 day',
}
const gift: AccessSourceRow = {
  source: 'Grant by ana@example.com',
  plan: null,
  entitlements: ['premium'],
  state: 'active',
  counts: true,
  until: null,
  why: 'Given by hand: a prize.',
  decided_by: 'ana@example.com',
}

it.each<[string, AccessSourceRow, { title: string; verdict: string }]>([
  [
    'a subscription that counts',
    stripe,
    {
      title: 'Stripe subscription sub_1, Premium, standard and premium lessons',
      verdict: 'Counts until 2026-05-21 08:00 UTC (active)',
    },
  ],
  [
    'one that does not, and whose product belongs to no plan',
    { ...stripe, plan: null, entitlements: [], counts: false, state: 'expired' },
    { title: 'Stripe subscription sub_1', verdict: 'Does not count (expired)' },
  ],
  [
    'what was given for good',
    gift,
    { title: 'Grant by ana@example.com, premium lessons', verdict: 'Counts without an end (active)' },
  ],
])('a source of access is told with its reason: %s', (_case, row, words) => {
  expect(describeAccess(row, 0)).toMatchObject({ ...words, why: row.why, decidedBy: row.decided_by })
})
