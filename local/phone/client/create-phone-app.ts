import type { Configuration } from './configuration.ts'
import { createLibrary } from './data/create-library.ts'
import { readAppleAccount } from './device-settings.ts'
import type { Phone } from './phone.ts'
import { homeScreen } from './screens/home-screen.ts'
import { lessonsScreen } from './screens/lessons-screen.ts'
import { signInScreen } from './screens/sign-in-screen.ts'
import { subscribeScreen } from './screens/subscribe-screen.ts'
import { createAuth } from './session/create-auth.ts'
import { createSessionStorage } from './session/session-storage.ts'
import { createShell, type Shell } from './shell.ts'
import { createPurchases } from './store/create-purchases.ts'
import { createStoreKit } from './store/create-store-kit.ts'
import { SignedOutError } from './wire/api-error.ts'
import { createSupabaseRequests } from './wire/create-supabase-requests.ts'
import { sendRequest } from './wire/send-request.ts'

const TAB_SCREENS = { Home: homeScreen, Lessons: lessonsScreen, Subscribe: subscribeScreen } as const

/** Puts the app together and returns it, not yet started. */
export function createPhoneApp(root: HTMLElement, configuration: Configuration): { phone: Phone; shell: Shell } {
  const requests = createSupabaseRequests(configuration)
  const storage = createSessionStorage(localStorage)
  const nowSeconds = () => Date.now() / 1000
  const auth = createAuth({ requests, send: sendRequest, storage, nowSeconds })
  const storeKit = createStoreKit(configuration.appStoreUrl, sendRequest, readAppleAccount)
  const purchases = createPurchases(auth, requests, storeKit)
  const now = () => new Date()
  const shell = createShell(root, (tab) => shell.show(TAB_SCREENS[tab](phone), 'tab'))

  const phone: Phone = {
    auth,
    storeKit,
    purchases,
    payUrl: new URL('/pay', configuration.webUrl).href,
    now,
    library: createLibrary(auth, requests, now),
    open: shell.show,
    openTab: (tab) => shell.show(TAB_SCREENS[tab](phone)),
    notify: shell.notify,
    requireSignIn: (message) => shell.show(signInScreen(phone, message)),
    async enter() {
      try {
        await purchases.handInUnfinished()
      } catch (error) {
        if (error instanceof SignedOutError) return phone.requireSignIn(error.message)
        // The App Store is away: what is unfinished stays so until the next launch.
      }
      shell.show(homeScreen(phone))
    },
  }
  return { phone, shell }
}
