import type { Auth } from '../session/create-auth.ts'
import { ApiError, SignedOutError, toSentence } from '../wire/api-error.ts'
import type { HandIn } from './create-hand-in.ts'
import type { StoreKit } from './create-store-kit.ts'
import { readTransaction } from './read-transaction.ts'

/** `isOfAnother`: our server says that somebody else has it. */
export type RestoreOutcome = { restored: number; refusal: string | null; isOfAnother: boolean }
export type Purchases = ReturnType<typeof createPurchases>

/** What the Apple Account of the device has bought already. */
export function createPurchases(auth: Auth, storeKit: StoreKit, handIn: HandIn) {
  return {
    /** After the manage sheet: our own subscription's renewal info tells the server what changed before Apple does. */
    async handInChanges(): Promise<void> {
      const userId = auth.session()?.user.id
      for (const transaction of await storeKit.currentEntitlements()) {
        if (readTransaction(transaction.transaction).appAccountToken !== userId) continue
        await handIn(transaction).catch(ignoreUnlessSignedOut)
      }
    },

    /** `AppStore.sync()`, then every current entitlement. */
    async restore(): Promise<RestoreOutcome> {
      let restored = 0
      let refusal: string | null = null
      let isOfAnother = false
      for (const transaction of await storeKit.currentEntitlements()) {
        try {
          await handIn(transaction)
          restored += 1
        } catch (error) {
          if (!(error instanceof ApiError)) throw error
          refusal = toSentence(error)
          isOfAnother ||= error.code === 'belongs_to_another_account'
        }
      }
      return { restored, refusal, isOfAnother }
    },
  }
}

function ignoreUnlessSignedOut(error: unknown): void {
  if (error instanceof SignedOutError) throw error
}
