import type { Library } from './data/create-library.ts'
import type { Auth } from './session/create-auth.ts'
import type { Purchases } from './store/create-purchases.ts'
import type { StoreKit } from './store/create-store-kit.ts'

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
  library: Library
  storeKit: StoreKit
  purchases: Purchases
  /** The page on the web that finishes a payment. */
  payUrl: string
  now: () => Date
  open: (screen: Screen, from?: 'tab') => void
  openTab: (tab: TabName) => void
  notify: (kind: 'done' | 'problem', text: string) => void
  /** The session is there: hand in what is left over, then go home. */
  enter: () => Promise<void>
  requireSignIn: (message: string | null) => void
}
