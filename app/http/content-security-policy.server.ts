type PolicySettings = {
  SITE_URL: string
  SUPABASE_URL: string
  /** The stand-in for Stripe.js: only the local stack has one. */
  STRIPE_JS_URL?: string | undefined
  /** The widget against robots is on. */
  TURNSTILE_SITE_KEY?: string | undefined
}

type Sources = Record<string, readonly string[]>

const turnstile = 'https://challenges.cloudflare.com'

/** Stripe's own wallet, which the payment form may offer. */
const link = ['https://link.com', 'https://*.link.com']

/**
 * What Stripe.js and Stripe's own pages need: https://docs.stripe.com/security/guide#content-security-policy. Without
 * maps.googleapis.com, which only the Address Element asks for.
 */
const stripe = {
  script: ['https://js.stripe.com', 'https://*.js.stripe.com'],
  frame: ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com', ...link],
  connect: ['https://api.stripe.com', ...link],
  image: ['https://*.stripe.com', 'https://*.link.com'],
  hosted: ['https://checkout.stripe.com', 'https://billing.stripe.com'],
}

/** Chrome holds `form-action` against every redirect that follows a form: these are where ours lead without JavaScript. */
const signIn = ['https://appleid.apple.com', 'https://accounts.google.com']

/** The policy of one page: nothing runs but our own files, Stripe's, and the scripts that carry this answer's nonce. */
export function buildPagePolicy(nonce: string, settings: PolicySettings, isDevelopment = false): string {
  const { SUPABASE_URL, STRIPE_JS_URL, TURNSTILE_SITE_KEY } = settings
  const standIn = STRIPE_JS_URL ? [new URL(STRIPE_JS_URL).origin] : []
  const widget = TURNSTILE_SITE_KEY ? [turnstile] : []
  // Stripe, Apple and Google of this machine have ports that nobody knows beforehand.
  const anyPort = STRIPE_JS_URL ? ['http://127.0.0.1:*', 'http://localhost:*'] : []
  const sources: Sources = {
    'default-src': ["'none'"],
    'script-src': ["'self'", `'nonce-${nonce}'`, ...stripe.script, ...standIn, ...widget],
    'script-src-attr': ["'none'"],
    'style-src': ["'self'", `'nonce-${nonce}'`],
    // Stripe.js writes the place and size of its frames into style attributes, which no nonce can allow.
    'style-src-attr': ["'unsafe-inline'"],
    'img-src': ["'self'", 'data:', ...stripe.image],
    'font-src': ["'self'"],
    // Vite tells the page of changes by a socket.
    'connect-src': ["'self'", ...stripe.connect, ...standIn, ...(isDevelopment ? ['ws:'] : [])],
    'frame-src': [...stripe.frame, ...widget],
    'manifest-src': ["'self'"],
    'form-action': ["'self'", ...stripe.hosted, new URL(SUPABASE_URL).origin, ...signIn, ...anyPort],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
  }
  const policy = Object.entries(sources).map(([directive, values]) => [directive, ...values].join(' '))
  if (settings.SITE_URL.startsWith('https:')) policy.push('upgrade-insecure-requests')
  return policy.join('; ')
}

/** For what is no page: data, files, redirects. Opened by itself it may load and run nothing. */
export const bareAnswerPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
