export const toTime = (seconds: number) => new Date(seconds * 1000).toISOString().replace('T', ' ').slice(0, 16)

/** From the smallest unit; the simulated account sells in currencies that have cents. */
export const toMoney = (amount: number, currency: string | null) =>
  `${(amount / 100).toFixed(2)} ${(currency ?? '').toUpperCase()}`.trim()
