import { actionButton } from '../view/action-button.ts'
import { type Child, element } from '../view/element.ts'
import { type Field, form } from '../view/form.ts'
import { openSheet } from '../view/open-sheet.ts'
import { toSentence } from '../wire/api-error.ts'

export type FormSheetOptions = {
  heading: string
  lead?: string
  fields: Field[]
  submit: string
  /** Throws what the user has to be told; the sheet then stays, with what was typed. */
  onSubmit: (values: Record<string, string>) => Promise<void>
}

/** A few fields, saved or left alone. */
export function openFormSheet({ heading, lead, fields, submit, onSubmit }: FormSheetOptions): void {
  openSheet(heading, (sheet): Child[] => [
    lead ? element('p', { class: 'lead' }, lead) : null,
    form({
      fields,
      submit,
      toSentence,
      async onSubmit(values) {
        await onSubmit(values)
        sheet.close()
      },
    }),
    element('div', { class: 'stack' }, actionButton('Cancel', 'plain', sheet.close)),
  ])
}
