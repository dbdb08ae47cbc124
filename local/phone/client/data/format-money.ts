/** Minor units as the App Store of Singapore writes them: 1790 sgd is S$17.90. */
export function formatMoney(minorUnits: number, currency: string): string {
  const { maximumFractionDigits = 2 } = formatOf(currency).resolvedOptions()
  return write(minorUnits / 10 ** maximumFractionDigits, currency)
}

/** Thousandths, as Apple counts every currency. */
export function formatMilliunits(milliunits: number, currency: string): string {
  return write(milliunits / 1000, currency)
}

function write(amount: number, currency: string): string {
  const money = formatOf(currency).format(amount)
  // The Singapore English of Intl writes its own dollar as plain "$".
  return currency.toUpperCase() === 'SGD' ? money.replace('$', 'S$') : money
}

function formatOf(currency: string): Intl.NumberFormat {
  return new Intl.NumberFormat('en-SG', { style: 'currency', currency: currency.toUpperCase() })
}
