import type { AppStore } from '../app-store.ts'
import { StoreError } from '../store-error.ts'
import type { Ask } from '../store-state.ts'
import { asksOf } from './ask-to-buy.ts'
import { fulfilOrder } from './place-order.ts'

/** A parent's word. */
export type AskAnswer = {
  appleAccount: string
  approve: boolean
  /** null = everything that was asked for. */
  productId: string | null
}

/** A yes buys now: the app hears of it by itself, in `Transaction.updates`. */
export function answerAsks(store: AppStore, { appleAccount, approve, productId }: AskAnswer, at: number): void {
  const answered = asksOf(store, appleAccount).filter((ask) => productId === null || ask.productId === productId)
  if (answered.length === 0) throw new StoreError('nothing_asked', 'Nothing was asked for.', 404)
  store.state.asks = store.state.asks.filter((ask) => !answered.includes(ask))
  if (approve) for (const ask of answered) buyIfPossible(store, ask, at)
}

/** What was bought another way in the meantime is not bought again; the question is answered all the same. */
function buyIfPossible(store: AppStore, ask: Ask, at: number): void {
  try {
    fulfilOrder(store, { ...ask, isOutsideTheApp: false }, at)
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
  }
}
