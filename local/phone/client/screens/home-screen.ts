import { describeMembership } from '../data/describe-membership.ts'
import type { Phone, Screen } from '../phone.ts'
import { openManageSheet } from '../sheets/open-manage-sheet.ts'
import { actionButton } from '../view/action-button.ts'
import { type Child, element } from '../view/element.ts'
import { icon } from '../view/icon.ts'
import { factRow, group, tapRow } from '../view/list.ts'
import { loadInto } from '../view/load-into.ts'
import { accountScreen } from './account-screen.ts'
import { doublePaymentCard } from './double-payment-card.ts'
import { noteCard } from './note-card.ts'
import { offlineCard } from './offline-card.ts'
import { paymentProblemCard } from './payment-problem-card.ts'
import { pendingCard } from './pending-card.ts'
import { type HomeFacts, readHome } from './read-home.ts'
import { refundScreen } from './refund-screen.ts'
import { restorePurchases } from './restore-purchases.ts'
import { describeManagement, managementLink } from './web-note.ts'

/** "What am I entitled to": the database's answer in words. */
export function homeScreen(phone: Phone): Screen {
  const home = loadInto(
    phone,
    () => readHome(phone),
    (facts, reload) => render(phone, facts, reload),
  )
  return {
    heading: 'Home',
    tab: 'Home',
    content: [home.node, accountGroup(phone)],
    refresh: home.reload,
  }
}

function render(phone: Phone, facts: HomeFacts, reload: () => Promise<void>): Child[] {
  const { membership, problem, paidTwice, notes, extras } = facts
  const words = describeMembership(membership, phone.now(), facts.isShared)
  const manage = () => openManageSheet(phone, () => void reload())
  return [
    membership.rememberedAt && offlineCard(membership.rememberedAt),
    problem && paymentProblemCard(problem, phone.payUrl),
    paidTwice.length > 0 && doublePaymentCard(paidTwice, membership.plans),
    ...notes.map((note) => noteCard(note, note.isToManage && actionButton('Review the new price', 'plain', manage))),
    pendingCard(phone),
    element(
      'section',
      { class: `card pass ${words.tone}`, 'aria-label': 'Your subscription' },
      element('p', { class: 'pass-state' }, words.state),
      element('p', { class: 'pass-title' }, words.title),
      element('p', { class: 'pass-detail' }, words.detail),
    ),
    words.store &&
      group(null, [factRow('Paid through', words.store)], isOnWeb(facts) ? describeManagement(facts.webRule) : null),
    isOnWeb(facts) && managementLink(phone, facts.webRule),
    extras.length > 0 &&
      group(
        'Yours for good',
        extras.map((name) => factRow(name, 'Bought')),
      ),
    element('div', { class: 'stack' }, ...actions(phone, facts, manage, reload)),
  ]
}

function isOnWeb({ membership: { shown, open } }: HomeFacts): boolean {
  return shown?.store === 'stripe' && open.length > 0
}

function actions(phone: Phone, facts: HomeFacts, manage: () => void, reload: () => Promise<void>): Child[] {
  return [
    !facts.hasPlan && actionButton('See the plans', 'filled', () => phone.openTab('Subscribe')),
    facts.isPaidToApple && actionButton('Manage subscription', 'tinted', manage),
    actionButton('Refresh', 'tinted', reload),
    !facts.hasPlan && actionButton('Restore purchases', 'plain', () => restorePurchases(phone, reload)),
    facts.hasBoughtFromApple && actionButton('Request a refund', 'plain', () => phone.open(refundScreen(phone))),
  ]
}

function accountGroup(phone: Phone): HTMLElement {
  const email = phone.auth.session()?.user.email ?? ''
  const signOut = actionButton('Sign out', 'danger', () => phone.signOut())
  const manage = tapRow(
    () => phone.open(accountScreen(phone)),
    element('span', { class: 'row-text' }, 'Name, sign-in and data'),
    icon('chevron'),
  )
  return element('div', {}, group('Account', [factRow('Email', email), manage]), signOut)
}
