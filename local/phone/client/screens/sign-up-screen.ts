import type { Phone, Screen } from '../phone.ts'
import { form } from '../view/form.ts'
import { ApiError, toSentence } from '../wire/api-error.ts'
import { type CheckMail, checkMailScreen } from './check-mail-screen.ts'
import { newPasswordField } from './new-password-screen.ts'
import { providerButtons } from './provider-buttons.ts'
import { signInScreen } from './sign-in-screen.ts'

export function signUpScreen(phone: Phone): Screen {
  return {
    heading: 'Create an account',
    tab: null,
    back: { label: 'Sign in', go: () => phone.open(signInScreen(phone)) },
    content: [
      ...(phone.sheets ? [providerButtons(phone)] : []),
      form({
        fields: [
          { name: 'email', label: 'Email', type: 'email', autocomplete: 'username' },
          newPasswordField('Password'),
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
  if (session) await phone.enter('email')
  else phone.open(checkMailScreen(phone, confirmSignUp(phone, email, password)))
}

/** What a mail of a sign-up leads to. Of an address that has an account there comes none, and nothing here tells. */
export function confirmSignUp(phone: Phone, email: string, password: string): CheckMail {
  return {
    email,
    hint: 'No mail? You may have an account already: sign in, or ask for a code there.',
    sendAgain: () => phone.auth.resendSignUp(email),
    async confirm(code) {
      await phone.auth.signInBy((to) => to.verifyCode(email, code, 'email'))
      const problem = await savePassword(phone, password)
      await phone.enter('email')
      if (problem) phone.notify('problem', problem)
    },
  }
}

/**
 * A password from before the proof of the address does not count: somebody else may have set it. Whoever typed the code
 * sets it once more.
 */
async function savePassword(phone: Phone, password: string): Promise<string | null> {
  try {
    await phone.account.savePassword(password)
    return null
  } catch (error) {
    if (error instanceof ApiError && error.code === 'same_password') return null
    return 'Your password could not be saved. Choose one under Account.'
  }
}
