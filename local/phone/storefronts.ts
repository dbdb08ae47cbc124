/** The countries whose App Store the simulator has, as `Storefront.countryCode` names them. */
export const STOREFRONTS: Readonly<Record<string, string>> = {
  AUS: 'Australia',
  FRA: 'France',
  DEU: 'Germany',
  JPN: 'Japan',
  NLD: 'Netherlands',
  SGP: 'Singapore',
  KOR: 'South Korea',
  GBR: 'United Kingdom',
  USA: 'United States',
}
