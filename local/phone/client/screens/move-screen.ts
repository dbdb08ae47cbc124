import { asFresh } from '../account/change-account.ts'
import { formatDateTime } from '../data/format-date.ts'
import type { Phone, Screen } from '../phone.ts'
import { actionButton } from '../view/action-button.ts'
import { element } from '../view/element.ts'
import { form } from '../view/form.ts'
import { SignedOutError, toSentence } from '../wire/api-error.ts'
import { accountScreen } from './account-screen.ts'

/** A purchase of the App Store goes from one account to another: the one that has it gives a code, the other types it. */
export function moveScreen(phone: Phone): Screen {
  return {
    heading: 'Move a purchase',
    tab: 'Home',
    back: { label: 'Account', go: () => phone.open(accountScreen(phone)) },
    content: [
      element(
        'p',
        { class: 'lead' },
        'You bought in the App Store under another account of yours? Its purchases move to this one with a code.',
      ),
      releasePart(phone),
      claimPart(phone),
    ],
  }
}

function releasePart(phone: Phone): HTMLElement {
  const shown = element('div', { class: 'move-code', role: 'status' })
  const problem = element('p', { class: 'error', role: 'alert' })
  async function release(): Promise<void> {
    problem.textContent = ''
    try {
      const released = await asFresh(phone, phone.account.releasePurchase)
      if (released) shown.replaceChildren(...showCode(released.code, released.expires_at))
    } catch (error) {
      if (error instanceof SignedOutError) phone.requireSignIn()
      else problem.textContent = toSentence(error)
    }
  }
  return element(
    'section',
    { class: 'group', 'aria-label': 'From this account' },
    element('h2', {}, 'From this account'),
    element('p', { class: 'footnote' }, 'Get a code here, then sign in to the other account and type it there.'),
    shown,
    problem,
    actionButton('Get a code', 'tinted', release),
  )
}

function showCode(code: string, endsAt: string): HTMLElement[] {
  return [
    element('p', { class: 'code' }, code),
    element('p', { class: 'quiet' }, `It works once, until ${formatDateTime(new Date(endsAt))}.`),
    // Reading it out to somebody is the one way to lose a purchase.
    element('p', { class: 'quiet' }, 'Whoever enters it has the purchase: give it to nobody else.'),
  ]
}

function claimPart(phone: Phone): HTMLElement {
  return element(
    'section',
    { class: 'group', 'aria-label': 'To this account' },
    element('h2', {}, 'To this account'),
    form({
      fields: [{ name: 'code', label: 'Code', type: 'text', autocomplete: 'off', maxlength: 20 }],
      submit: 'Move the purchase',
      toSentence,
      async onSubmit({ code = '' }) {
        await phone.account.claimPurchase(code.trim())
        phone.openTab('Home')
        phone.notify('done', 'The purchase is yours here now.')
      },
    }),
  )
}
