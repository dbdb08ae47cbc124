import { type AppStore, storeNow } from '../app-store.ts'
import type { SignPayload } from '../signing/create-payload-signer.ts'
import { applyDueEvents } from '../subscriptions/apply-due-events.ts'

export type StoreKitParts = {
  store: AppStore
  sign: SignPayload
  save: () => void
  /** Sends what is due without making the caller wait, as the real App Store would. */
  background: () => void
}

export type Change = <T>(work: (now: number) => T) => T

/** Runs a request on the state as of now, then keeps and announces what it changed. */
export function createChange({ store, save, background }: StoreKitParts): Change {
  return (work) => {
    const now = storeNow(store)
    applyDueEvents(store, now)
    const result = work(now)
    save()
    background()
    return result
  }
}
