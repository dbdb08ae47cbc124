import type { Stripe } from '@stripe/stripe-js'
import { loadStripe } from '@stripe/stripe-js/pure'

let loading: Promise<Stripe | null> | null = null

/**
 * Stripe.js, loaded when a page first takes a payment. `standInUrl` is set by the local stack only (the server refuses any
 * other than a loopback address): its script defines `window.Stripe`, and then `loadStripe` fetches nothing.
 * A failure is forgotten, so that the next call tries again.
 */
export function loadPayments(publishableKey: string, standInUrl: string | undefined): Promise<Stripe | null> {
  loading ??= load(publishableKey, standInUrl).catch((error) => {
    loading = null
    throw error
  })
  return loading
}

async function load(publishableKey: string, standInUrl: string | undefined): Promise<Stripe | null> {
  if (standInUrl && !('Stripe' in window)) await loadScript(standInUrl)
  return loadStripe(publishableKey)
}

function loadScript(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script')
    script.src = src
    script.onload = () => resolve()
    script.onerror = () => reject(new Error(`${src} did not load`))
    document.head.append(script)
  })
}
