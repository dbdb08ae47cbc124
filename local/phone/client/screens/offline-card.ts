import { formatDateTime } from '../data/format-date.ts'
import { MEMORY_LASTS } from '../data/offline-memory.ts'
import { element } from '../view/element.ts'

/** Nothing remembered is shown as if it were the server's answer of today. */
export function offlineCard(rememberedAt: Date): HTMLElement {
  const end = new Date(rememberedAt.getTime() + MEMORY_LASTS)
  return element(
    'section',
    { class: 'card note-card', 'aria-labelledby': 'offline-note' },
    element('h2', { id: 'offline-note' }, 'No connection'),
    element(
      'p',
      {},
      `This is what we knew on ${formatDateTime(rememberedAt)}. Without a connection it holds until ${formatDateTime(end)}.`,
    ),
  )
}
