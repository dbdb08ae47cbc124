import { element } from '../view/element.ts'
import { icon } from '../view/icon.ts'

export function brand(): HTMLElement {
  return element(
    'div',
    { class: 'brand' },
    element('span', { class: 'app-icon' }, icon('tandem')),
    element('p', { class: 'brand-name' }, 'Tandem'),
    element('p', { class: 'brand-line' }, 'Two of you, one bicycle.'),
  )
}
