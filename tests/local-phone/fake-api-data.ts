import type { EntitlementRow } from '../../local/phone/client/data/rows.ts'

export const ANN = { id: '5b0f3d66-0b1c-4c54-9a34-0c4f53a0d8a1', email: 'ann@example.com', password: 'long enough' }
export const BEN = { id: 'a3d5c7e9-1f2b-4a6d-8c0e-2b4d6f8a0c1e', email: 'ben@example.com', password: 'also enough' }
export const CODE = '482913'

export const PLANS = [
  {
    id: 'standard',
    name: 'Standard',
    description: 'Every standard lesson.',
    rank: 1,
    amount: 990,
    currency: 'sgd',
    interval: 'month',
    entitlements: ['standard'],
    app_store_product_id: 'com.example.tandem.standard.monthly',
  },
  {
    id: 'premium',
    name: 'Premium',
    description: 'Every lesson, and the long rides.',
    rank: 2,
    amount: 1590,
    currency: 'sgd',
    interval: 'month',
    entitlements: ['standard', 'premium'],
    app_store_product_id: 'com.example.tandem.premium.monthly',
  },
]

export const EXTRAS = [
  {
    id: 'workshop',
    name: 'The repair workshop',
    description: 'Every repair a tandem asks for, step by step.',
    amount: 2900,
    currency: 'sgd',
    entitlements: ['workshop'],
    app_store_product_id: 'com.example.tandem.workshop',
  },
]

export const PREVIEWS = [
  ['the-first-ride', 'The first ride', 'How two people find one rhythm on one bicycle.', null],
  ['starting-on-a-hill', 'Starting on a hill', 'Three starts that work when the road goes up.', 'standard'],
  ['gears-for-two', 'Gears for two', 'Why a tandem shifts earlier.', 'standard'],
  ['the-long-descent', 'The long descent', 'Rims, discs and drag brakes.', 'premium'],
  ['true-a-wheel', 'True a wheel', 'Spokes by ear.', 'workshop'],
].map(([slug, title, summary, required_entitlement], index) => ({
  slug,
  title,
  summary,
  required_entitlement,
  position: index + 1,
}))

export const BODY = 'Find an empty car park.\n\nCount to three <b>together</b> and push off on the same pedal.'

/** The rows that a subscription to a plan gives, as the database would derive them. */
export function buildEntitlements(
  planId: string,
  row: Pick<EntitlementRow, 'store' | 'expires_at' | 'will_renew'> & Partial<EntitlementRow>,
): EntitlementRow[] {
  const plan = PLANS.find((one) => one.id === planId)
  return (plan?.entitlements ?? []).map((entitlement) => ({
    entitlement,
    plan_id: planId,
    status: 'active',
    period_type: 'normal',
    access_ends_at: row.expires_at,
    ...row,
  }))
}
