import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { authCallbackPage } from './auth-callback-page.ts'
import { buildClient, type Entry } from './build-client.ts'
import { phonePage } from './phone-page.ts'
import { readStyles } from './read-styles.ts'

export type PhoneOptions = {
  supabaseUrl: string
  publishableKey: string
  appStoreUrl: string
  webUrl: string
  bundleId: string
  /** Apple and Google of this machine, for their sheets; null = the real ones, which a page cannot ask so. */
  identityUrl: string | null
  googleClientId: string
}

/**
 * Where the browser comes back to after signing in with a provider; on an iPhone it is `tandem://auth-callback`. No list of
 * allowed addresses names it: Auth lets everybody come back to the host of `site_url`, and on this machine both are it.
 */
const authCallbackPath = '/auth-callback'

const SCRIPTS: [string, Entry][] = [
  ['/phone.js', 'main'],
  ['/auth-callback.js', 'auth-callback'],
]

/** An iPhone as a web page: it makes the requests that the iOS app makes, so the whole of Tandem can be tried on one machine. */
export function createPhone(options: PhoneOptions): { fetch: (request: Request) => Response | Promise<Response> } {
  const app = new Hono()
  app.use(secureHeaders({ contentSecurityPolicy: contentSecurityPolicy(options), strictTransportSecurity: false }))
  app.use(async (context, next) => {
    await next()
    context.header('cache-control', 'no-store')
  })
  app.get('/', (context) => context.html(phonePage(options)))
  app.get('/phone.css', async (context) => context.body(await readStyles(), 200, { 'content-type': 'text/css' }))
  app.get(authCallbackPath, (context) => context.html(authCallbackPage()))
  for (const [path, entry] of SCRIPTS) {
    app.get(path, async (context) => context.body(await buildClient(entry), 200, { 'content-type': 'text/javascript' }))
  }
  return { fetch: app.fetch }
}

function contentSecurityPolicy({ supabaseUrl, appStoreUrl, identityUrl }: PhoneOptions) {
  const servers = [supabaseUrl, appStoreUrl, ...(identityUrl ? [identityUrl] : [])]
  return {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: servers.map((url) => new URL(url).origin),
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  }
}
