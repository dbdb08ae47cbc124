import type { Phone } from '../phone.ts'
import { actionButton } from '../view/action-button.ts'
import { element } from '../view/element.ts'
import { form } from '../view/form.ts'
import { openSheet } from '../view/open-sheet.ts'
import { ApiError, SignedOutError, toSentence } from '../wire/api-error.ts'

/** Codes after which nothing is sold to this user in the App Store, with a code or without one. */
const CLOSED = ['subscribed_on_web', 'purchase_in_progress']

/** What `AppStore.presentOfferCodeRedeemSheet(in:)` shows. The purchase comes by `Transaction.updates`, as one made outside the app. */
export function openRedeemSheet(phone: Phone): void {
  openSheet('Redeem a code', (sheet) => [
    element('p', { class: 'lead' }, 'An offer code of ours starts a subscription through the App Store.'),
    form({
      fields: [{ name: 'code', label: 'Offer code', type: 'text', autocomplete: 'off' }],
      submit: 'Redeem',
      toSentence,
      async onSubmit({ code = '' }) {
        try {
          await refuseIfClosed(phone)
        } catch (error) {
          if (!(error instanceof SignedOutError)) throw error
          sheet.close()
          return phone.requireSignIn({ note: `The code ${code.trim()} was not used.` })
        }
        await phone.storeKit.redeemOfferCode(code.trim())
        sheet.close()
        await tellRedeemed(phone)
      },
    }),
    element('div', { class: 'stack' }, actionButton('Cancel', 'plain', sheet.close)),
  ])
}

/** Nobody pays twice by accident: who subscribes on the web is told so before the code is used up. */
async function refuseIfClosed({ billing }: Phone): Promise<void> {
  const options = await billing.readPurchaseOptions()
  const closed = options.find(({ allowed, code }) => !allowed && code !== null && CLOSED.includes(code))
  if (closed) throw new ApiError(409, closed.code ?? '', closed.message ?? 'This code cannot be used now.')
}

async function tellRedeemed(phone: Phone): Promise<void> {
  const { taken, refusal } = await phone.receive()
  phone.openTab('Home')
  if (refusal) phone.notify('problem', refusal)
  else if (taken.length > 0) phone.notify('done', 'Your code is redeemed.')
  else phone.notify('problem', 'Your code is redeemed. It will be unlocked as soon as our server answers.')
}
