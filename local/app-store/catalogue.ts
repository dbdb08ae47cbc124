export type Product = {
  productId: string
  displayName: string
  description: string
  /** Apple counts money in thousandths: S$9.90 is 9900. */
  priceMilliunits: number
  currency: string
  /** Level 1 is the highest of a group: a lower number is an upgrade, a higher one a downgrade. */
  level: number
}

export const SUBSCRIPTION_GROUP = { id: '21000001', name: 'Tandem' } as const

export const STOREFRONT = { code: 'SGP', id: '143464' } as const

export const PRODUCTS: readonly Product[] = [
  {
    productId: 'com.example.tandem.premium.monthly',
    displayName: 'Premium',
    description: 'Every lesson, and the premium library.',
    priceMilliunits: 15900,
    currency: 'SGD',
    level: 1,
  },
  {
    productId: 'com.example.tandem.standard.monthly',
    displayName: 'Standard',
    description: 'All standard lessons.',
    priceMilliunits: 9900,
    currency: 'SGD',
    level: 2,
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
