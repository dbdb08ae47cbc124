import { brandMark } from '../view/brand-mark.ts'
import { element } from '../view/element.ts'

export function brand(): HTMLElement {
  return element(
    'div',
    { class: 'brand' },
    element('span', { class: 'app-icon' }, brandMark()),
    element('p', { class: 'brand-name' }, 'Tandem'),
    element('p', { class: 'brand-line' }, 'Two of you, one bicycle.'),
  )
}
