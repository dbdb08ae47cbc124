/** "S$15.90", as the Singapore storefront writes it. */
export function formatPrice(milliunits: number, currency: string): string {
  const amount = (milliunits / 1000).toFixed(2)
  return currency === 'SGD' ? `S$${amount}` : `${currency} ${amount}`
}
