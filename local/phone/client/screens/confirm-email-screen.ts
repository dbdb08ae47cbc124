import type { Phone, Screen } from '../phone.ts'
import { element } from '../view/element.ts'
import { form } from '../view/form.ts'
import { toSentence } from '../wire/api-error.ts'
import { signInScreen } from './sign-in-screen.ts'

export function confirmEmailScreen(phone: Phone, email: string): Screen {
  return {
    heading: 'Check your mail',
    tab: null,
    back: { label: 'Sign in', go: () => phone.open(signInScreen(phone)) },
    content: [
      element('p', { class: 'lead' }, `We have sent a code to ${email}.`),
      form({
        fields: [{ name: 'code', label: 'Code', type: 'text', autocomplete: 'one-time-code', inputmode: 'numeric' }],
        submit: 'Confirm',
        toSentence,
        async onSubmit({ code = '' }) {
          await phone.auth.verifyEmail(email, code.replaceAll(/\s/g, ''))
          await phone.enter()
        },
      }),
    ],
  }
}
