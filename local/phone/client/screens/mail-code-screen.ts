import type { Phone, Screen } from '../phone.ts'
import { form } from '../view/form.ts'
import { toSentence } from '../wire/api-error.ts'
import { checkMailScreen } from './check-mail-screen.ts'
import { signInScreen } from './sign-in-screen.ts'

/** Signing in without a password; an address that is new here gets an account, so nothing tells whether it had one. */
export function mailCodeScreen(phone: Phone): Screen {
  return {
    heading: 'Sign in with a code',
    tab: null,
    back: { label: 'Sign in', go: () => phone.open(signInScreen(phone)) },
    content: [
      form({
        fields: [{ name: 'email', label: 'Email', type: 'email', autocomplete: 'username' }],
        submit: 'Email me a code',
        toSentence,
        onSubmit: ({ email = '' }) => sendCode(phone, email.trim()),
      }),
    ],
  }
}

async function sendCode(phone: Phone, email: string): Promise<void> {
  const sendAgain = () => phone.auth.sendCode(email)
  await sendAgain()
  phone.open(
    checkMailScreen(phone, {
      email,
      hint: 'The link in the mail signs you in on the web.',
      sendAgain,
      async confirm(code) {
        await phone.auth.signInBy((to) => to.verifyCode(email, code, 'email'))
        await phone.enter('email')
      },
    }),
  )
}
