/** "S$15.90", "US$11.99", "€11.99": as the App Store in Singapore writes it. */
export function formatPrice(milliunits: number, currency: string): string {
  const text = new Intl.NumberFormat('en-SG', { style: 'currency', currency }).format(milliunits / 1000)
  // The English of Singapore writes its own dollar as a plain "$".
  return currency === 'SGD' ? text.replace('$', 'S$') : text
}
