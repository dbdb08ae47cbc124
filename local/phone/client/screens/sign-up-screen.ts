import type { Phone, Screen } from '../phone.ts'
import { form } from '../view/form.ts'
import { toSentence } from '../wire/api-error.ts'
import { confirmEmailScreen } from './confirm-email-screen.ts'
import { signInScreen } from './sign-in-screen.ts'

export function signUpScreen(phone: Phone): Screen {
  return {
    heading: 'Create an account',
    tab: null,
    back: { label: 'Sign in', go: () => phone.open(signInScreen(phone)) },
    content: [
      form({
        fields: [
          { name: 'email', label: 'Email', type: 'email', autocomplete: 'username' },
          {
            name: 'password',
            label: 'Password',
            type: 'password',
            autocomplete: 'new-password',
            minlength: 8,
            hint: 'At least eight characters.',
          },
        ],
        submit: 'Create account',
        toSentence,
        onSubmit: ({ email = '', password = '' }) => signUp(phone, email.trim(), password),
      }),
    ],
  }
}

async function signUp(phone: Phone, email: string, password: string): Promise<void> {
  const session = await phone.auth.signUp(email, password)
  if (session) await phone.enter()
  else phone.open(confirmEmailScreen(phone, email))
}
