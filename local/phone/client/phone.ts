import type { AppleName } from './account/apple-name.ts'
import type { Account } from './account/create-account.ts'
import type { Billing } from './data/create-billing.ts'
import type { Library } from './data/create-library.ts'
import type { Sheets } from './identity/create-sheets.ts'
import type { Provider } from './identity/provider.ts'
import type { Auth } from './session/create-auth.ts'
import type { Begun } from './session/interruption.ts'
import type { LastMethod, Method } from './session/last-method.ts'
import type { Checkout } from './store/create-checkout.ts'
import type { Purchases } from './store/create-purchases.ts'
import type { StoreKit } from './store/create-store-kit.ts'
import type { Received } from './store/create-transaction-updates.ts'
import type { PendingPurchases } from './store/pending-purchases.ts'

export type TabName = 'Home' | 'Lessons' | 'Subscribe'

export type Screen = {
  heading: string
  /** The tab it belongs to; null = no tab bar, because nobody is signed in. */
  tab: TabName | null
  back?: { label: string; go: () => void }
  content: HTMLElement[]
  /** Called when the app comes to the front again. */
  refresh?: () => Promise<void>
}

/** What a screen can use. */
export type Phone = {
  auth: Auth
  account: Account
  appleName: AppleName
  lastMethod: LastMethod
  /** Apple's and Google's sheets; null = this phone has none. */
  sheets: Sheets | null
  /** Where the browser begins to sign in with a provider; it comes back to this phone. */
  authorizeUrl: (provider: Provider, codeChallenge: string) => string
  library: Library
  billing: Billing
  storeKit: StoreKit
  checkout: Checkout
  purchases: Purchases
  /** What somebody else has to approve. */
  pending: PendingPurchases
  /** Pages on the web: the one that finishes a payment, and two that only some storefronts allow to be linked. */
  payUrl: string
  accountUrl: string
  pricingUrl: string
  now: () => Date
  open: (screen: Screen, from?: 'tab') => void
  openTab: (tab: TabName) => void
  notify: (kind: 'done' | 'problem', text: string, ...actions: HTMLElement[]) => void
  /** The session is there: hand in what is left over, then go on where a session ended, or go home. */
  enter: (method?: Method) => Promise<void>
  /** What the App Store has and our server has not: handed in, and the screen told. */
  receive: (when?: { isLaunch: boolean }) => Promise<Received>
  signOut: (scope?: 'local' | 'global') => Promise<void>
  /** The account is gone: so is everything that this phone knows of it. */
  forgetUser: () => void
  /** The session has ended by itself, in the middle of something. */
  requireSignIn: (begun?: Begun) => void
}
