import { requireStorefront } from './storefronts.ts'

export type Product = {
  productId: string
  type: 'auto_renewable' | 'non_consumable'
  displayName: string
  description: string
  /** Apple counts money in thousandths: S$9.90 is 9900. */
  prices: Readonly<Record<string, number>>
  /** Level 1 is the highest of a group: a lower number is an upgrade, a higher one a downgrade. null = in no group. */
  level: number | null
  isFamilyShareable: boolean
}

export const SUBSCRIPTION_GROUP = { id: '21000001', name: 'Tandem' } as const

export const PRODUCTS: readonly Product[] = [
  {
    productId: 'com.example.tandem.premium.monthly',
    type: 'auto_renewable',
    displayName: 'Premium',
    description: 'Every lesson, and the premium library.',
    prices: { SGD: 15900, USD: 11990, GBP: 9990, EUR: 11990, JPY: 1800000, KRW: 16500000, AUD: 17990 },
    level: 1,
    isFamilyShareable: true,
  },
  {
    productId: 'com.example.tandem.standard.monthly',
    type: 'auto_renewable',
    displayName: 'Standard',
    description: 'All standard lessons.',
    prices: { SGD: 9900, USD: 6990, GBP: 5990, EUR: 6990, JPY: 1100000, KRW: 9900000, AUD: 10990 },
    level: 2,
    isFamilyShareable: false,
  },
  {
    productId: 'com.example.tandem.workshop',
    type: 'non_consumable',
    displayName: 'Workshop',
    description: 'A weekend workshop, yours to keep.',
    prices: { SGD: 29000, USD: 21990, GBP: 17990, EUR: 21990, JPY: 3300000, KRW: 29900000, AUD: 32990 },
    level: null,
    isFamilyShareable: false,
  },
]

export function findProduct(productId: string): Product | undefined {
  return PRODUCTS.find((product) => product.productId === productId)
}

export function requireProduct(productId: string): Product {
  const product = findProduct(productId)
  if (!product) throw new Error(`The catalogue has no product ${productId}`)
  return product
}

/** What a product costs in a storefront, in thousandths of that storefront's currency. */
export function priceIn(storefront: string, productId: string): { priceMilliunits: number; currency: string } {
  const { currency } = requireStorefront(storefront)
  const priceMilliunits = requireProduct(productId).prices[currency]
  if (priceMilliunits === undefined) throw new Error(`${productId} has no price in ${currency}`)
  return { priceMilliunits, currency }
}
