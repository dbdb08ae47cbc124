import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { buildClient } from './build-client.ts'
import { phonePage } from './phone-page.ts'
import { readStyles } from './read-styles.ts'

export type PhoneOptions = {
  supabaseUrl: string
  publishableKey: string
  appStoreUrl: string
  webUrl: string
  bundleId: string
}

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
  app.get('/phone.js', async (context) => context.body(await buildClient(), 200, { 'content-type': 'text/javascript' }))
  return { fetch: app.fetch }
}

function contentSecurityPolicy({ supabaseUrl, appStoreUrl }: PhoneOptions) {
  return {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: [new URL(supabaseUrl).origin, new URL(appStoreUrl).origin],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  }
}
