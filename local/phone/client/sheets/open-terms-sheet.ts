import { actionButton } from '../view/action-button.ts'
import { element } from '../view/element.ts'
import { openSheet } from '../view/open-sheet.ts'

/** App Review guideline 3.1.2 asks for both beside the price. A real app links its own pages here. */
export function openTermsSheet(): void {
  openSheet('Terms and privacy', (sheet) => [
    element(
      'div',
      { class: 'card reading' },
      element(
        'p',
        {},
        'Terms: the subscription runs for a month and renews until you cancel it with the store where you bought it.',
      ),
      element(
        'p',
        {},
        'Privacy: we keep your e-mail address and what the stores tell us about your subscription, and nothing else.',
      ),
    ),
    element('div', { class: 'stack' }, actionButton('Done', 'plain', sheet.close)),
  ])
}
