import type { Phone, Screen } from '../phone.ts'
import { actionButton } from '../view/action-button.ts'
import { element } from '../view/element.ts'
import { form } from '../view/form.ts'
import { ApiError, toSentence } from '../wire/api-error.ts'
import { brand } from './brand.ts'
import { confirmEmailScreen } from './confirm-email-screen.ts'
import { signUpScreen } from './sign-up-screen.ts'

export function signInScreen(phone: Phone, message: string | null = null): Screen {
  return {
    heading: 'Sign in',
    tab: null,
    content: [
      brand(),
      ...(message ? [element('p', { class: 'card hint', role: 'status' }, message)] : []),
      form({
        fields: [
          { name: 'email', label: 'Email', type: 'email', autocomplete: 'username' },
          { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' },
        ],
        submit: 'Sign in',
        toSentence,
        onSubmit: ({ email = '', password = '' }) => signIn(phone, email.trim(), password),
      }),
      actionButton('Create an account', 'plain', () => phone.open(signUpScreen(phone))),
    ],
  }
}

async function signIn(phone: Phone, email: string, password: string): Promise<void> {
  try {
    await phone.auth.signIn(email, password)
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'email_not_confirmed') throw error
    return phone.open(confirmEmailScreen(phone, email))
  }
  await phone.enter()
}
