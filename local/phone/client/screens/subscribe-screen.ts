import type { WebRule } from '../data/create-billing.ts'
import { formatDate } from '../data/format-date.ts'
import type { Membership } from '../data/membership.ts'
import type { Phone, Screen } from '../phone.ts'
import { openManageSheet } from '../sheets/open-manage-sheet.ts'
import { openRedeemSheet } from '../sheets/open-redeem-sheet.ts'
import { openTermsSheet } from '../sheets/open-terms-sheet.ts'
import { actionButton } from '../view/action-button.ts'
import { type Child, element } from '../view/element.ts'
import { icon } from '../view/icon.ts'
import { loadInto } from '../view/load-into.ts'
import { alreadySubscriberCard } from './already-subscriber-card.ts'
import { extraCard } from './extra-card.ts'
import { pendingCard } from './pending-card.ts'
import { planCard } from './plan-card.ts'
import { type Offers, readOffers } from './read-offers.ts'
import { restorePurchases } from './restore-purchases.ts'
import { managementLink, webOffer } from './web-note.ts'

const ON_THE_WEB = 'You already subscribe on the web. Manage it where you bought it.'
const TERMS_ONCE =
  'Charged to your Apple Account when you confirm. It is bought once: there is nothing to renew or to cancel.'
const TERMS =
  'Charged to your Apple Account when you confirm. Renews every month at the same price until you cancel, ' +
  'at the latest a day before the month ends, in Manage subscription. Free days become a paid month in the same way.'

/** The paywall. What may be bought is the server's word, and it is asked again before the sheet opens. */
export function subscribeScreen(phone: Phone): Screen {
  const offers = loadInto(
    phone,
    () => readOffers(phone),
    (value, reload) => render(phone, value, reload),
  )
  return { heading: 'Subscribe', tab: 'Subscribe', content: [offers.node], refresh: offers.reload }
}

function render(phone: Phone, offers: Offers, reload: () => Promise<void>): Child[] {
  const { plans, extras, isOnWeb, hasPlan } = offers
  return [
    pendingCard(phone),
    ...(isOnWeb
      ? [webSubscriber(phone, offers.membership, offers.webRule)]
      : [
          element('p', { class: 'lead' }, 'One subscription, here and on the web.'),
          ...plans.map((plan) => planCard(phone, plan)),
        ]),
    ...extras.map(({ extra, product, isOwned }) => extraCard(phone, extra, product, isOwned)),
    !hasPlan && !isOnWeb && alreadySubscriberCard(phone),
    isOnWeb ? null : webOffer(phone, offers.webRule),
    element('p', { class: 'footnote' }, isOnWeb ? TERMS_ONCE : TERMS),
    element(
      'div',
      { class: 'stack' },
      hasPlan &&
        !isOnWeb &&
        actionButton('Manage subscription', 'tinted', () => openManageSheet(phone, () => void reload())),
      !isOnWeb && actionButton('Redeem a code', 'plain', () => openRedeemSheet(phone)),
      actionButton('Restore purchases', 'plain', () => restorePurchases(phone, reload)),
      actionButton('Terms and privacy', 'plain', openTermsSheet),
    ),
  ]
}

function webSubscriber(phone: Phone, { plan, shown }: Membership, rule: WebRule): HTMLElement {
  return element(
    'section',
    { class: 'card locked', 'aria-label': 'Subscribed on the web' },
    icon('check'),
    element('p', { class: 'locked-title' }, plan ? `You have ${plan.name}` : 'You are subscribed'),
    element('p', {}, ON_THE_WEB),
    shown?.expires_at
      ? element('p', { class: 'quiet' }, `${shown.will_renew ? 'Renews' : 'Ends'} on ${formatDate(shown.expires_at)}`)
      : null,
    managementLink(phone, rule),
  )
}
