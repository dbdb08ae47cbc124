import type { SubscriptionAction } from '../../local/app-store/routes/subscription-actions.ts'
import { ACCOUNT, PREMIUM, STANDARD, type TestStore, USER, WORKSHOP } from './start-store.ts'

/** Makes a store do each thing that it can, so that everything it ever signs has been signed once. */
export async function liveThroughEverything(store: TestStore): Promise<void> {
  const { simulator } = store
  const act = (id: string, action: SubscriptionAction) => simulator.act(id, action)
  const buy = async (product: string, account: string) => (await store.buy(product, USER, account)).json.transaction_id
  const nextMonth = () => simulator.advance({ months: 1, seconds: 3600 })

  await upgradeAndDowngrade(store)
  await redeemOffers(store)
  await shareWithFamily(store)

  const failing = await buy(STANDARD, 'Fay')
  await act(failing, 'fail-next-renewal')
  await nextMonth()
  await act(failing, 'recover-billing')
  await act(failing, 'fail-next-renewal')
  await simulator.advance({ months: 4 })

  const lapsing = await buy(STANDARD, 'Lia')
  await act(lapsing, 'fail-next-renewal-without-grace')
  await nextMonth()

  const raised = await buy(STANDARD, 'Ray')
  await act(raised, 'raise-price-with-notice')
  await nextMonth()
  await act(raised, 'raise-price')
  await store.post(`/storekit/subscriptions/${raised}/price-consent`, { agrees: true })
  const silent = await buy(STANDARD, 'Sid')
  await act(silent, 'raise-price')
  await nextMonth()

  const withdrawn = await buy(STANDARD, 'Wim')
  await act(withdrawn, 'extend-renewal')
  await act(withdrawn, 'take-off-sale')
  await simulator.advance({ months: 3 })

  await askForMoneyBack(store)
  await simulator.rescindConsent('Ray')
  await simulator.sendTestNotification()
}

async function upgradeAndDowngrade(store: TestStore): Promise<void> {
  const { json } = await store.buy(STANDARD)
  await store.buy(PREMIUM)
  await store.buy(STANDARD)
  await store.buy(PREMIUM)
  for (const action of ['cancel', 'resume', 'cancel'] as const) await store.simulator.act(json.transaction_id, action)
  await store.simulator.advance({ months: 2 })
  const body = { apple_account: ACCOUNT, product_id: STANDARD, win_back_offer_id: 'come_back' }
  await store.post('/storekit/purchase', body)
}

async function redeemOffers(store: TestStore): Promise<void> {
  await store.post('/storekit/redeem-offer-code', { apple_account: 'Olga', code: 'RIDEAPPLE' })
  await store.simulator.buyOutsideTheApp('Paul', STANDARD)
  // A code for what is running already, and for a level above it.
  await store.buy(PREMIUM, null, 'Pia')
  await store.post('/storekit/redeem-offer-code', { apple_account: 'Pia', code: 'RIDEAPPLE' })
  await store.post('/storekit/redeem-offer-code', { apple_account: 'Paul', code: 'RIDEAPPLE' })
  const promotional = { offer_id: 'loyal_riders' }
  const body = { apple_account: 'Paul', product_id: STANDARD, promotional_offer: promotional }
  await store.post('/storekit/purchase', body)
}

async function shareWithFamily(store: TestStore): Promise<void> {
  const { json } = await store.buy(PREMIUM, USER, 'Gus')
  await store.simulator.setFamily({ organizer: 'Gus', members: ['Hal', 'Ida'], shares: true })
  await store.simulator.advance({ months: 1 })
  await store.simulator.act(json.transaction_id, 'cancel')
  await store.simulator.setFamily({ organizer: 'Gus', members: ['Ida'], shares: true })
  await store.simulator.act(json.transaction_id, 'refund-part')
}

async function askForMoneyBack(store: TestStore): Promise<void> {
  const { json } = await store.buy(STANDARD, USER, 'Kim')
  await store.buy(WORKSHOP, USER, 'Kim')
  await store.simulator.advance({ months: 1 })
  const request = { apple_account: 'Kim', transaction_id: json.transaction_id, reason: 'UNSATISFIED_WITH_PURCHASE' }
  await store.post('/storekit/refund-request', request)
  await store.simulator.act(json.transaction_id, 'decline-refund')
  for (const action of ['refund-older-period', 'reverse-refund', 'refund', 'reverse-refund'] as const) {
    await store.simulator.act(json.transaction_id, action)
  }
  const workshop = store.simulator.describe().purchases[0]?.transaction_id ?? ''
  await store.post('/storekit/refund-request', { apple_account: 'Kim', transaction_id: workshop, reason: 'OTHER' })
  await store.simulator.actOnPurchase(workshop, 'refund')
  await store.simulator.actOnPurchase(workshop, 'reverse-refund')
}
