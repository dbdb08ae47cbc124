import { expect, it } from 'vitest'
import { describeRights } from '#app/billing/describe-rights.ts'
import type { EntitlementRow } from '#app/billing/rows.server.ts'

const given = (access_ends_at: string, store: EntitlementRow['store'] = 'grant'): EntitlementRow => ({
  entitlement: 'premium',
  store,
  plan_id: null,
  access_ends_at,
})

it.each<[string, EntitlementRow, string[]]>([
  ['for a time', given('2026-05-20T08:00:00+00:00'), ['Premium lessons were given to you until 20 May 2026.']],
  ['for good', given('9999-12-31T00:00:00+00:00'), ['Premium lessons were given to you, without an end.']],
  ['by a store, which has a card of its own', given('2026-05-20T08:00:00+00:00', 'stripe'), []],
])('a right that was given %s', (_case, right, sentences) => {
  expect(describeRights([right], 'en-SG')).toEqual(sentences)
})
