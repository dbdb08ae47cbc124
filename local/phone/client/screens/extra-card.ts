import type { ExtraRow } from '../data/rows.ts'
import type { Phone } from '../phone.ts'
import type { StoreProduct } from '../store/store-types.ts'
import { actionButton } from '../view/action-button.ts'
import { element } from '../view/element.ts'
import { icon } from '../view/icon.ts'
import { buyExtra } from './buy-extra.ts'

/** Something that is bought once, below the plans. */
export function extraCard(phone: Phone, extra: ExtraRow, product: StoreProduct, isOwned: boolean): HTMLElement {
  return element(
    'section',
    { class: isOwned ? 'card plan owned' : 'card plan', 'aria-labelledby': `extra-${extra.id}` },
    element('h2', { id: `extra-${extra.id}` }, extra.name),
    element(
      'p',
      { class: 'price' },
      element('span', { class: 'amount' }, product.display_price),
      element('span', {}, ' once'),
    ),
    element('p', { class: 'quiet' }, extra.description),
    isOwned
      ? element('p', { class: 'owned-mark' }, icon('check'), 'Yours for good')
      : actionButton(`Buy ${extra.name}`, 'tinted', () => buyExtra(phone, extra, product)),
  )
}
