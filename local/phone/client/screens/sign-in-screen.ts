import type { Phone, Screen } from '../phone.ts'
import { actionButton } from '../view/action-button.ts'
import { element } from '../view/element.ts'
import { form } from '../view/form.ts'
import { ApiError, toSentence } from '../wire/api-error.ts'
import { brand } from './brand.ts'
import { checkMailScreen } from './check-mail-screen.ts'
import { forgotPasswordScreen } from './forgot-password-screen.ts'
import { mailCodeScreen } from './mail-code-screen.ts'
import { otherWaysScreen } from './other-ways-screen.ts'
import { lastMethodLine, providerButtons } from './provider-buttons.ts'
import { confirmSignUp, signUpScreen } from './sign-up-screen.ts'

export function signInScreen(phone: Phone, message: string | null = null): Screen {
  const lastMethod = lastMethodLine(phone)
  return {
    heading: 'Sign in',
    tab: null,
    content: [
      brand(),
      ...(message ? [element('p', { class: 'card hint', role: 'status' }, message)] : []),
      providerButtons(phone),
      ...(lastMethod instanceof HTMLElement ? [lastMethod] : []),
      form({
        fields: [
          { name: 'email', label: 'Email', type: 'email', autocomplete: 'username' },
          { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' },
        ],
        submit: 'Sign in',
        toSentence,
        onSubmit: ({ email = '', password = '' }) => signIn(phone, email.trim(), password),
      }),
      element(
        'div',
        { class: 'stack tight' },
        actionButton('Email me a code instead', 'plain', () => phone.open(mailCodeScreen(phone))),
        actionButton('Forgot your password?', 'plain', () => phone.open(forgotPasswordScreen(phone))),
        actionButton('Create an account', 'plain', () => phone.open(signUpScreen(phone))),
        phone.sheets && actionButton('Sign in another way', 'plain', () => phone.open(otherWaysScreen(phone))),
      ),
    ],
  }
}

async function signIn(phone: Phone, email: string, password: string): Promise<void> {
  try {
    await phone.auth.signInBy((to) => to.signIn(email, password))
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'email_not_confirmed') throw error
    // Too soon for another mail: the code of the one before still counts.
    await phone.auth.resendSignUp(email).catch(ignoreTooSoon)
    return phone.open(checkMailScreen(phone, confirmSignUp(phone, email, password)))
  }
  await phone.enter('email')
}

function ignoreTooSoon(error: unknown): void {
  if (!(error instanceof ApiError) || error.status !== 429) throw error
}
