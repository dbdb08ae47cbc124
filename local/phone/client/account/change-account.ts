import type { Phone } from '../phone.ts'
import { openConfirmSheet } from '../sheets/open-confirm-sheet.ts'
import { ApiError, SignedOutError, toSentence } from '../wire/api-error.ts'

/**
 * For what changes the account itself: it is shown first that it is the person's own, unless that was a moment ago. The
 * server has the last word. null = canceled.
 */
export async function asFresh<T>(phone: Phone, work: () => Promise<T>): Promise<T | null> {
  if (!phone.auth.isFresh() && !(await openConfirmSheet(phone))) return null
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'fresh_sign_in_required') throw error
    return (await openConfirmSheet(phone)) ? work() : null
  }
}

/** Does it, says how it went, and shows what is there now. */
export async function changeAccount(
  phone: Phone,
  work: () => Promise<string | null>,
  reload: () => Promise<void>,
): Promise<void> {
  try {
    const done = await work()
    await reload()
    if (done) phone.notify('done', done)
  } catch (error) {
    if (error instanceof SignedOutError) phone.requireSignIn()
    else phone.notify('problem', toSentence(error))
  }
}
