import type { Screen, TabName } from './phone.ts'
import type { Interruption } from './session/interruption.ts'
import type { Shell } from './shell.ts'
import type { Received, TransactionUpdates } from './store/create-transaction-updates.ts'
import type { PendingPurchases } from './store/pending-purchases.ts'
import { readTransaction } from './store/read-transaction.ts'
import { SignedOutError } from './wire/api-error.ts'

export type ReceiveParts = {
  updates: TransactionUpdates
  pending: PendingPurchases
  shell: Shell
  requireSignIn: () => void
  /** What a session that ended had under way; asked for once. */
  takeInterruption: () => Interruption | null
}

const NOTHING: Received = { taken: [], refusal: null }

/** What the App Store has for us, at launch and while the app is open, and what the user is told of it. */
export function createReceive({ updates, pending, shell, requireSignIn, takeInterruption }: ReceiveParts) {
  /** null = the session is over, and the user has been sent to sign in. */
  async function check(isLaunch: boolean): Promise<Received | null> {
    try {
      return await updates.check({ isLaunch })
    } catch (error) {
      // The App Store does not answer: what is unfinished stays so until the next time.
      if (!(error instanceof SignedOutError)) return NOTHING
      requireSignIn()
      return null
    }
  }

  function tellApproved({ taken }: Received): void {
    const approved = pending.remove(taken.map(({ transaction }) => readTransaction(transaction).productId))
    for (const { name } of approved) shell.notify('done', `Approved: ${name} is yours.`)
  }

  return {
    async receive({ isLaunch } = { isLaunch: false }): Promise<Received> {
      const received = (await check(isLaunch)) ?? NOTHING
      if (received.taken.length > 0) {
        tellApproved(received)
        await shell.current()?.refresh?.()
      }
      return received
    },

    /** The session is there: hand in what is left over, then open the app. */
    async launch(open: (tab: TabName) => Screen): Promise<void> {
      const received = await check(true)
      if (!received) return
      const interruption = takeInterruption()
      shell.show(open(interruption?.tab ?? 'Home'))
      if (interruption?.bought && received.taken.length > 0) shell.notify('done', interruption.bought)
      tellApproved(received)
    },
  }
}
