export type StoreProduct = {
  product_id: string
  type: 'auto_renewable' | 'non_consumable'
  display_name: string
  description: string
  display_price: string
  /** What the Apple Account of the device may have at the start of a subscription; null = nothing is offered. */
  introductory_offer?: { payment_mode: 'free_trial'; period: string; is_eligible: boolean } | null
}

/** A verified transaction and its renewal info, each with its `jwsRepresentation`; what is bought once has no renewal info. */
export type StoreTransaction = { transaction_id: string; transaction: string; renewal_info: string | null }

export type PendingChange = { auto_renew_product_id: string; starts_at: string }

type StoreOutcome = 'purchased' | 'upgraded' | 'change_pending' | 'change_canceled' | 'offer_pending' | 'recovered'

/** Ask to Buy: there is no transaction before somebody has approved. */
export type StorePurchase =
  | { outcome: 'pending' }
  | (StoreTransaction & { outcome: StoreOutcome; pending_change: PendingChange | null })

export type StoreSubscription = {
  original_transaction_id: string
  product_id: string
  auto_renew_product_id: string
  status: string
  will_renew: boolean
  expires_at: string
  ownership: 'purchased' | 'family_shared'
  /** Apple's question whether a higher price is agreed to. */
  price_consent: 'pending' | 'accepted' | null
  renewal_price_milliunits: number
  currency: string
}

export type StoreAccount = { storefront: string; asks_to_buy: boolean }

/** Apple's own list, as `consumptionRequestReason` has it. */
export type RefundReason = 'UNINTENDED_PURCHASE' | 'FULFILLMENT_ISSUE' | 'UNSATISFIED_WITH_PURCHASE' | 'LEGAL' | 'OTHER'
