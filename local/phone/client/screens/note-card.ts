import type { Note } from '../data/describe-notes.ts'
import { type Child, element } from '../view/element.ts'

/** A card with a heading, a sentence and perhaps something to do. */
export function noteCard({ id, title, text, tone }: Note, ...actions: Child[]): HTMLElement {
  return element(
    'section',
    { class: tone === 'warning' ? 'card warning-card' : 'card note-card', 'aria-labelledby': id },
    element('h2', { id }, title),
    element('p', {}, text),
    ...actions,
  )
}
