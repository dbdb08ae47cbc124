import type { Offer } from './store-state.ts'

export type CatalogueOffer = Offer & {
  productIds: readonly string[]
  /** Share of the full price that one period of the offer costs. */
  priceShare: number
}

const PREMIUM = 'com.example.tandem.premium.monthly'
const STANDARD = 'com.example.tandem.standard.monthly'

/** The first week of Premium, once in a lifetime of an Apple Account. */
export const INTRODUCTORY_OFFER: CatalogueOffer = {
  type: 1,
  identifier: null,
  discountType: 'FREE_TRIAL',
  period: 'P1W',
  productIds: [PREMIUM],
  priceShare: 0,
}

/** For people who subscribe or did: a month at half the price. */
const PROMOTIONAL_OFFER: CatalogueOffer = {
  type: 2,
  identifier: 'loyal_riders',
  discountType: 'PAY_AS_YOU_GO',
  period: 'P1M',
  productIds: [PREMIUM, STANDARD],
  priceShare: 0.5,
}

/** For people who left: three months for the price of one. */
const WIN_BACK_OFFER: CatalogueOffer = {
  type: 4,
  identifier: 'come_back',
  discountType: 'PAY_UP_FRONT',
  period: 'P3M',
  productIds: [PREMIUM, STANDARD],
  priceShare: 1,
}

/** Typed into the App Store: a month of Premium for nothing. */
const OFFER_CODE: CatalogueOffer = {
  type: 3,
  identifier: 'RIDEAPPLE',
  discountType: 'FREE_TRIAL',
  period: 'P1M',
  productIds: [PREMIUM],
  priceShare: 0,
}

const OFFERS = [INTRODUCTORY_OFFER, PROMOTIONAL_OFFER, WIN_BACK_OFFER, OFFER_CODE]

export function findOffer(type: Offer['type'], identifier: string | null): CatalogueOffer | undefined {
  return OFFERS.find((offer) => offer.type === type && offer.identifier === identifier)
}

export const WIN_BACK_OFFER_IDS: readonly string[] = [WIN_BACK_OFFER.identifier ?? '']

/** What one period costs under an offer, in whole hundredths of the currency. */
export function offerPrice(offer: Offer | null, fullPriceMilliunits: number): number {
  if (!offer) return fullPriceMilliunits
  const share = findOffer(offer.type, offer.identifier)?.priceShare ?? 1
  return Math.round((fullPriceMilliunits * share) / 10) * 10
}

export function toOffer({ type, identifier, discountType, period }: CatalogueOffer): Offer {
  return { type, identifier, discountType, period }
}
