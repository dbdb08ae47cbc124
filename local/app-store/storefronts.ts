export type Storefront = { id: string; currency: string }

export const DEFAULT_STOREFRONT = 'SGP'

/** Apple's numbers of the storefronts that the simulator knows, by ISO 3166-1 alpha-3. */
export const STOREFRONTS: Readonly<Record<string, Storefront>> = {
  SGP: { id: '143464', currency: 'SGD' },
  USA: { id: '143441', currency: 'USD' },
  GBR: { id: '143444', currency: 'GBP' },
  DEU: { id: '143443', currency: 'EUR' },
  FRA: { id: '143442', currency: 'EUR' },
  NLD: { id: '143452', currency: 'EUR' },
  JPN: { id: '143462', currency: 'JPY' },
  KOR: { id: '143466', currency: 'KRW' },
  AUS: { id: '143460', currency: 'AUD' },
}

export function requireStorefront(code: string): Storefront {
  const storefront = STOREFRONTS[code]
  if (!storefront) throw new Error(`The simulator knows no storefront ${code}`)
  return storefront
}
