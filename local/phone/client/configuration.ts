/** What the page was served with; the app itself holds nothing but public values. */
export type Configuration = {
  supabaseUrl: string
  publishableKey: string
  appStoreUrl: string
  /** Where the same account is on the web; in the app a build setting. */
  webUrl: string
  bundleId: string
  /** Apple and Google of this machine; null = there are only the real ones, of which a web page has no sheet. */
  identityUrl: string | null
  googleClientId: string
}

export function readConfiguration(page: Document): Configuration {
  const text = page.getElementById('configuration')?.textContent
  if (!text) throw new Error('The page carries no configuration')
  return JSON.parse(text) as Configuration
}
