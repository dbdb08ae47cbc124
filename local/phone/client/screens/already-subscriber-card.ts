import type { Phone } from '../phone.ts'
import { actionButton } from '../view/action-button.ts'
import { element } from '../view/element.ts'
import { moveScreen } from './move-screen.ts'

/** Hide My Email makes one person look like two: before somebody pays twice, the other account is thought of. */
export function alreadySubscriberCard(phone: Phone): HTMLElement {
  const email = phone.auth.session()?.user.email ?? ''
  return element(
    'section',
    { class: 'card note-card', 'aria-labelledby': 'already-subscriber' },
    element('h2', { id: 'already-subscriber' }, 'Already a subscriber?'),
    element('p', {}, `You are signed in as ${email}. Sign in the way you did before, and what you have is there.`),
    element(
      'div',
      { class: 'stack' },
      actionButton('Sign in the way you did before', 'tinted', () => phone.signOut()),
      actionButton('Move a purchase', 'plain', () => phone.open(moveScreen(phone))),
    ),
  )
}
