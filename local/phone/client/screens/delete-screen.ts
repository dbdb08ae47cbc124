import { asFresh } from '../account/change-account.ts'
import type { Phone, Screen } from '../phone.ts'
import { askInSheet } from '../sheets/ask-in-sheet.ts'
import { openManageSheet } from '../sheets/open-manage-sheet.ts'
import { actionButton } from '../view/action-button.ts'
import { type Child, element } from '../view/element.ts'
import { loadInto } from '../view/load-into.ts'
import { SignedOutError, toSentence } from '../wire/api-error.ts'
import { accountScreen } from './account-screen.ts'
import { deletedScreen } from './deleted-screen.ts'

const APPLE_GOES_ON =
  'You subscribe through the App Store, and only you can stop that: Apple goes on charging after your account is gone, ' +
  'until you cancel.'

const LAST_QUESTION = {
  heading: 'Delete your account?',
  text: 'Your account cannot be brought back.',
  yes: 'Delete for good',
}

/** App Review guideline 5.1.1 (v): who can make an account in an app can delete it there. */
export function deleteScreen(phone: Phone): Screen {
  const apple = loadInto(
    phone,
    () => paysApple(phone),
    (isPaying) => (isPaying ? [appleCard(phone)] : []),
  )
  const problem = element('p', { class: 'error', role: 'alert' })
  return {
    heading: 'Delete your account',
    tab: 'Home',
    back: { label: 'Account', go: () => phone.open(accountScreen(phone)) },
    content: [
      element(
        'p',
        { class: 'lead' },
        'Your account, your sign-ins and what you are entitled to are gone at once, here and on the web. A subscription ' +
          'that you pay on the web ends now, and nothing is paid back. This cannot be undone.',
      ),
      apple.node,
      problem,
      element(
        'div',
        { class: 'stack' },
        actionButton('Delete my account', 'danger', () => remove(phone, problem)),
        actionButton('Keep my account', 'plain', () => phone.open(accountScreen(phone))),
      ),
    ],
  }
}

async function paysApple({ billing }: Phone): Promise<boolean> {
  const subscriptions = await billing.readSubscriptions()
  const living = ['active', 'in_grace_period', 'in_billing_retry']
  return subscriptions.some(
    ({ store, status, ownership }) => store === 'app_store' && ownership !== 'family_shared' && living.includes(status),
  )
}

export function appleCard(phone: Phone): HTMLElement {
  const manage = (): void => openManageSheet(phone, () => undefined)
  const children: Child[] = [
    element('h2', { id: 'apple-goes-on' }, 'Apple goes on charging'),
    element('p', {}, APPLE_GOES_ON),
    actionButton('Manage subscription', 'tinted', manage),
  ]
  return element('section', { class: 'card warning-card', 'aria-labelledby': 'apple-goes-on' }, ...children)
}

async function remove(phone: Phone, problem: HTMLElement): Promise<void> {
  problem.textContent = ''
  if (!(await askInSheet(LAST_QUESTION))) return
  try {
    const answer = await asFresh(phone, phone.account.deleteAll)
    if (!answer) return
    phone.forgetUser()
    phone.open(deletedScreen(phone, answer.hasAppStoreSubscription))
  } catch (error) {
    if (error instanceof SignedOutError) phone.requireSignIn({ note: 'Nothing was deleted.' })
    else problem.textContent = toSentence(error)
  }
}
