/** What the page was served with; the app itself holds nothing but public values. */
export type Configuration = {
  supabaseUrl: string
  publishableKey: string
  appStoreUrl: string
  /** Where the same account is on the web; in the app a build setting. */
  webUrl: string
  bundleId: string
}

export function readConfiguration(page: Document): Configuration {
  const text = page.getElementById('configuration')?.textContent
  if (!text) throw new Error('The page carries no configuration')
  return JSON.parse(text) as Configuration
}
