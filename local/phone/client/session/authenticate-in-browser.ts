import { ApiError } from '../wire/api-error.ts'

/** What the page that the browser comes back to says, to all pages of this phone. */
export const CHANNEL = 'tandem.auth-callback'

export type BrowserSession = { answered: Promise<URL | null>; cancel: () => void }

/**
 * ASWebAuthenticationSession: a browser of its own, and the address it comes back with. iOS sees `tandem://auth-callback` by
 * itself; a web page cannot, so here a page of the phone's own origin is where the browser comes back, and it says so.
 * Throws when a guard against popups keeps the browser shut.
 */
export function authenticateInBrowser(address: string): BrowserSession {
  const channel = new BroadcastChannel(CHANNEL)
  let answer: (address: URL | null) => void = () => undefined
  const answered = new Promise<URL | null>((resolve) => {
    answer = resolve
  }).finally(() => channel.close())
  channel.onmessage = ({ data }) => answer(new URL(String(data)))
  if (!window.open(address, '_blank', 'popup,width=480,height=720')) {
    channel.close()
    throw new ApiError(400, 'browser_blocked', 'The window was blocked. Allow this page to open one, and try again.')
  }
  return { answered, cancel: () => answer(null) }
}

/** The code that Auth sends back, or what it says instead: in the query, or (older flows) behind the #. */
export function readAnswer(back: URL): { code: string } | { error: string } {
  const code = back.searchParams.get('code')
  if (code) return { code }
  const hash = new URLSearchParams(back.hash.slice(1))
  const read = (name: string) => back.searchParams.get(name) ?? hash.get(name)
  return { error: read('error_code') ?? read('error') ?? 'unknown' }
}
