import { actionButton } from '../view/action-button.ts'
import { element } from '../view/element.ts'
import { openSheet } from '../view/open-sheet.ts'

export type Question = { heading: string; text: string; yes: string }

/** Before something that cannot be taken back. Every way out of it but one is a no. */
export function askInSheet({ heading, text, yes }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    openSheet(
      heading,
      (sheet) => [
        element('p', { class: 'lead' }, text),
        element(
          'div',
          { class: 'stack' },
          actionButton(yes, 'danger', () => {
            resolve(true)
            sheet.close()
          }),
          actionButton('Cancel', 'plain', sheet.close),
        ),
      ],
      () => resolve(false),
    )
  })
}
