import { describeMembership } from '../data/describe-membership.ts'
import type { Membership } from '../data/membership.ts'
import type { PaymentProblem } from '../data/payment-problem.ts'
import type { DoublePaymentRow } from '../data/rows.ts'
import type { Phone, Screen } from '../phone.ts'
import { openManageSheet } from '../sheets/open-manage-sheet.ts'
import { actionButton } from '../view/action-button.ts'
import { type Child, element } from '../view/element.ts'
import { factRow, group } from '../view/list.ts'
import { loadInto } from '../view/load-into.ts'
import { doublePaymentCard } from './double-payment-card.ts'
import { paymentProblemCard } from './payment-problem-card.ts'
import { restorePurchases } from './restore-purchases.ts'
import { signInScreen } from './sign-in-screen.ts'

/** "What am I entitled to": the database's answer in words. */
export function homeScreen(phone: Phone): Screen {
  const home = loadInto(
    phone,
    async () => {
      const { readMembership, readDoublePayments, readPaymentProblem } = phone.library
      const [membership, paid, problem] = await Promise.all([
        readMembership(),
        readDoublePayments(),
        readPaymentProblem(),
      ])
      return { membership, paid, problem }
    },
    (shown, reload) => render(phone, shown, reload),
  )
  return {
    heading: 'Home',
    tab: 'Home',
    content: [home.node, accountGroup(phone)],
    refresh: home.reload,
  }
}

type Shown = { membership: Membership; paid: DoublePaymentRow[]; problem: PaymentProblem | null }

function render(phone: Phone, { membership, paid, problem }: Shown, reload: () => Promise<void>): Child[] {
  const words = describeMembership(membership, phone.now())
  const hasAppStore = membership.shown?.store === 'app_store' || paid.some(({ store }) => store === 'app_store')
  return [
    problem && paymentProblemCard(problem, phone.payUrl),
    paid.length > 0 && doublePaymentCard(paid, membership.plans),
    element(
      'section',
      { class: `card pass ${words.tone}`, 'aria-label': 'Your subscription' },
      element('p', { class: 'pass-state' }, words.state),
      element('p', { class: 'pass-title' }, words.title),
      element('p', { class: 'pass-detail' }, words.detail),
    ),
    words.store && group(null, [factRow('Paid through', words.store)], storeNote(membership)),
    element('div', { class: 'stack' }, ...actions(phone, { isOpen: membership.open.length > 0, hasAppStore }, reload)),
  ]
}

/** No link and no price for what is sold elsewhere: App Review guideline 3.1.3. */
function storeNote({ shown, open }: Membership): string | null {
  return shown?.store === 'stripe' && open.length > 0 ? 'Manage it where you bought it.' : null
}

type Has = { isOpen: boolean; hasAppStore: boolean }

function actions(phone: Phone, { isOpen, hasAppStore }: Has, reload: () => Promise<void>): Child[] {
  return [
    !isOpen && actionButton('See the plans', 'filled', () => phone.openTab('Subscribe')),
    hasAppStore && actionButton('Manage subscription', 'tinted', () => openManageSheet(phone, () => void reload())),
    actionButton('Refresh', 'tinted', reload),
    !isOpen && actionButton('Restore purchases', 'plain', () => restorePurchases(phone, reload)),
  ]
}

function accountGroup(phone: Phone): HTMLElement {
  const email = phone.auth.session()?.user.email ?? ''
  const signOut = actionButton('Sign out', 'danger', async () => {
    await phone.auth.signOut()
    phone.open(signInScreen(phone))
  })
  return element('div', {}, group('Account', [factRow('Email', email)]), signOut)
}
