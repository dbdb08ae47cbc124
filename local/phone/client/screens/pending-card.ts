import type { Phone } from '../phone.ts'
import { actionButton } from '../view/action-button.ts'
import { element } from '../view/element.ts'

/** Ask to Buy: what somebody else has to approve. Whether they refuse is never told to an app. */
export function pendingCard({ pending }: Phone): HTMLElement | null {
  const waiting = pending.list()
  if (waiting.length === 0) return null
  const names = waiting.map(({ name }) => name).join(' and ')
  const card = element(
    'section',
    { class: 'card note-card', 'aria-labelledby': 'pending' },
    element('h2', { id: 'pending' }, 'Waiting for approval'),
    element(
      'p',
      {},
      `${names} opens here by itself as soon as it is approved. Nothing is paid before that, and the request ends after a day.`,
    ),
    actionButton('Do not wait', 'plain', () => {
      pending.remove(waiting.map(({ productId }) => productId))
      card.remove()
      document.querySelector<HTMLElement>('#app h1')?.focus()
    }),
  )
  return card
}
