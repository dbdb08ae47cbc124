import type { Phone, Screen } from '../phone.ts'
import { element } from '../view/element.ts'
import { form } from '../view/form.ts'
import { toSentence } from '../wire/api-error.ts'
import { checkMailScreen } from './check-mail-screen.ts'
import { newPasswordScreen } from './new-password-screen.ts'
import { signInScreen } from './sign-in-screen.ts'

export function forgotPasswordScreen(phone: Phone): Screen {
  return {
    heading: 'Forgot your password?',
    tab: null,
    back: { label: 'Sign in', go: () => phone.open(signInScreen(phone)) },
    content: [
      element('p', { class: 'lead' }, 'We send you a code, with which you choose a new one.'),
      form({
        fields: [{ name: 'email', label: 'Email', type: 'email', autocomplete: 'username' }],
        submit: 'Email me a code',
        toSentence,
        onSubmit: ({ email = '' }) => recover(phone, email.trim()),
      }),
    ],
  }
}

async function recover(phone: Phone, email: string): Promise<void> {
  const sendAgain = () => phone.auth.recover(email)
  await sendAgain()
  phone.open(
    checkMailScreen(phone, {
      email,
      hint: 'The link in the mail opens the website, where you can choose a new password as well.',
      sendAgain,
      async confirm(code) {
        await phone.auth.signInBy((to) => to.verifyCode(email, code, 'recovery'))
        phone.open(newPasswordScreen(phone))
      },
    }),
  )
}
