import type { Phone, Screen } from '../phone.ts'
import { actionButton } from '../view/action-button.ts'
import { type Field, form } from '../view/form.ts'
import { toSentence } from '../wire/api-error.ts'

export function newPasswordField(label: string): Field {
  return {
    name: 'password',
    label,
    type: 'password',
    autocomplete: 'new-password',
    minlength: 8,
    hint: 'At least eight characters.',
  }
}

/** After the code of a forgotten password: the person is signed in already. */
export function newPasswordScreen(phone: Phone): Screen {
  return {
    heading: 'Choose a new password',
    tab: null,
    content: [
      form({
        fields: [newPasswordField('New password')],
        submit: 'Save password',
        toSentence,
        async onSubmit({ password = '' }) {
          await phone.account.savePassword(password)
          await phone.enter('email')
          phone.notify('done', 'Your password is changed.')
        },
      }),
      actionButton('Not now', 'plain', () => phone.enter('email')),
    ],
  }
}
