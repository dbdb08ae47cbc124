import { createAppleName } from './account/apple-name.ts'
import { createAccount } from './account/create-account.ts'
import type { Configuration } from './configuration.ts'
import { createBilling } from './data/create-billing.ts'
import { createLibrary } from './data/create-library.ts'
import { createOfflineStore } from './data/create-offline-store.ts'
import { isOffline, readAppleAccount } from './device-settings.ts'
import { createSheets } from './identity/create-sheets.ts'
import type { Phone } from './phone.ts'
import { createReceive } from './receive-transactions.ts'
import { homeScreen } from './screens/home-screen.ts'
import { lessonsScreen } from './screens/lessons-screen.ts'
import { signInScreen } from './screens/sign-in-screen.ts'
import { subscribeScreen } from './screens/subscribe-screen.ts'
import { createAuth } from './session/create-auth.ts'
import { type Begun, createInterruptions, describeInterruption } from './session/interruption.ts'
import { createLastMethod } from './session/last-method.ts'
import { createSessionStorage } from './session/session-storage.ts'
import { createShell, type Shell } from './shell.ts'
import { createCheckout } from './store/create-checkout.ts'
import { createHandIn } from './store/create-hand-in.ts'
import { createPurchases } from './store/create-purchases.ts'
import { createStoreKit } from './store/create-store-kit.ts'
import { createTransactionUpdates } from './store/create-transaction-updates.ts'
import { createPendingPurchases } from './store/pending-purchases.ts'
import { createSupabaseRequests } from './wire/create-supabase-requests.ts'
import { createSend } from './wire/send-request.ts'

const TAB_SCREENS = { Home: homeScreen, Lessons: lessonsScreen, Subscribe: subscribeScreen } as const

/** Puts the app together and returns it, not yet started. */
export function createPhoneApp(root: HTMLElement, configuration: Configuration): { phone: Phone; shell: Shell } {
  const parts = createParts(configuration)
  const { auth, pending, updates, memory, interruptions } = parts
  const shell = createShell(root, (tab) => shell.show(TAB_SCREENS[tab](phone), 'tab'))
  function requireSignIn(begun: Begun = {}): void {
    interruptions.begin(shell.current()?.tab ?? null, begun)
    shell.show(signInScreen(phone, describeInterruption(interruptions.current())))
  }
  const takeInterruption = () => interruptions.take(auth.session()?.user.id)
  const { receive, launch } = createReceive({ updates, pending, shell, requireSignIn, takeInterruption })

  const phone: Phone = {
    ...parts,
    payUrl: new URL('/pay', configuration.webUrl).href,
    accountUrl: new URL('/account', configuration.webUrl).href,
    pricingUrl: new URL('/pricing', configuration.webUrl).href,
    open: shell.show,
    openTab: (tab) => shell.show(TAB_SCREENS[tab](phone)),
    notify: shell.notify,
    requireSignIn,
    receive,
    async enter(method) {
      if (method) parts.lastMethod.remember(method)
      else void parts.appleName.save()
      await launch((tab) => TAB_SCREENS[tab](phone))
    },
    forgetUser() {
      auth.forget()
      memory.forget()
      interruptions.forget()
    },
    async signOut(scope) {
      const signedOut = auth.signOut(scope)
      // At once, not when the server has been told: what it still answers is then nobody's to remember.
      memory.forget()
      interruptions.forget()
      shell.show(signInScreen(phone))
      await signedOut
    },
  }
  return { phone, shell }
}

/** What speaks to the servers, and what this phone remembers. */
function createParts(configuration: Configuration) {
  const now = () => new Date()
  const requests = createSupabaseRequests(configuration)
  const send = createSend(isOffline)
  const interruptions = createInterruptions()
  const storage = createSessionStorage(localStorage, interruptions.noteUser)
  const auth = createAuth({ requests, send, storage, nowSeconds: () => Date.now() / 1000 })
  const userId = () => auth.session()?.user.id
  const storeKit = createStoreKit(configuration.appStoreUrl, send, readAppleAccount)
  const handIn = createHandIn(auth, requests, storeKit)
  const updates = createTransactionUpdates({ unfinished: storeKit.unfinished, handIn, userId })
  const memory = createOfflineStore(localStorage, userId, now)
  const { identityUrl } = configuration
  return {
    now,
    auth,
    storeKit,
    updates,
    memory,
    interruptions,
    account: createAccount(auth, requests),
    appleName: createAppleName(localStorage, auth),
    lastMethod: createLastMethod(localStorage),
    sheets: identityUrl ? createSheets({ ...configuration, identityUrl, send }) : null,
    authorizeUrl: (...[provider, challenge]: Parameters<Phone['authorizeUrl']>) =>
      requests.authorize(provider, new URL('/auth-callback', location.href).href, challenge).url,
    library: createLibrary(auth, requests, memory, now),
    billing: createBilling(auth, requests),
    checkout: createCheckout({ auth, requests, storeKit, handIn, pauseUpdates: updates.pause }),
    purchases: createPurchases(auth, storeKit, handIn),
    pending: createPendingPurchases(localStorage, userId, now),
  }
}
