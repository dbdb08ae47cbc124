const UNITS: Record<string, [days: number, name: string]> = {
  D: [1, 'day'],
  W: [7, 'day'],
  M: [1, 'month'],
  Y: [1, 'year'],
}

/** "7 days free", from the period of a free introductory offer: P1W, as StoreKit's `displayUnits` would say it. */
export function describeIntro(period: string): string {
  const [, count = '', unit = ''] = /^P(\d+)([DWMY])$/.exec(period) ?? []
  const [factor, name] = UNITS[unit] ?? [0, '']
  const units = Number(count) * factor
  return units === 0 ? 'Free at first' : `${units} ${name}${units === 1 ? '' : 's'} free`
}
