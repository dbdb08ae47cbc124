import { describe, expect, it } from 'vitest'
import { pickShownSubscriptions } from '#app/billing/pick-subscriptions.ts'
import { buildSubscriptionRow } from './build-rows.ts'

const web = buildSubscriptionRow({ id: 'web' })
const app = buildSubscriptionRow({ id: 'app', store: 'app_store', status: 'in_grace_period' })
const old = buildSubscriptionRow({ id: 'old', status: 'expired' })
const abandoned = buildSubscriptionRow({ id: 'abandoned', status: 'incomplete' })
const shown = (rows: (typeof web)[]) => pickShownSubscriptions(rows).map(({ id }) => id)

describe('the account page shows', () => {
  it('both subscriptions when both stores are paid', () => {
    expect(shown([web, app, old])).toEqual(['web', 'app'])
  })

  it('no abandoned purchase beside a subscription that runs', () => {
    expect(shown([abandoned, web])).toEqual(['web'])
  })

  it('the newest one when none runs, to say what became of it', () => {
    expect(shown([old, abandoned])).toEqual(['old'])
  })

  it('nothing when there never was one', () => {
    expect(shown([])).toEqual([])
  })
})
