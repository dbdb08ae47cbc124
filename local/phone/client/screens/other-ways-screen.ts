import { PROVIDER_NAMES, PROVIDERS, type Provider } from '../identity/provider.ts'
import type { Phone, Screen } from '../phone.ts'
import { readAnswer } from '../session/authenticate-in-browser.ts'
import { createCodeChallenge } from '../session/create-code-challenge.ts'
import { openBrowserSheet } from '../sheets/open-browser-sheet.ts'
import { actionButton } from '../view/action-button.ts'
import { element } from '../view/element.ts'
import { ApiError, toSentence } from '../wire/api-error.ts'
import { signInScreen } from './sign-in-screen.ts'

/** What a provider says when the person changed their mind. */
const CANCELED = ['user_cancelled_authorize', 'access_denied']

/** For who would rather not use the sheet: the provider's page in a browser, as an app without Google's library does it. */
export function otherWaysScreen(phone: Phone): Screen {
  const problem = element('p', { class: 'error', role: 'alert' })
  return {
    heading: 'Sign in another way',
    tab: null,
    back: { label: 'Sign in', go: () => phone.open(signInScreen(phone)) },
    content: [
      element('p', { class: 'lead' }, 'The page of Apple or Google opens in a browser, and brings you back here.'),
      element(
        'div',
        { class: 'stack' },
        ...PROVIDERS.map((provider) =>
          actionButton(`${PROVIDER_NAMES[provider]} in the browser`, 'tinted', () => signIn(phone, provider, problem)),
        ),
      ),
      problem,
    ],
  }
}

async function signIn(phone: Phone, provider: Provider, problem: HTMLElement): Promise<void> {
  problem.textContent = ''
  try {
    const { verifier, challenge } = await createCodeChallenge()
    const back = await openBrowserSheet(provider, phone.authorizeUrl(provider, challenge))
    if (!back) return
    const answer = readAnswer(back)
    if ('error' in answer) {
      if (CANCELED.includes(answer.error)) return
      throw new ApiError(
        400,
        answer.error,
        `Signing in with ${PROVIDER_NAMES[provider]} did not work. Please try again.`,
      )
    }
    await phone.auth.signInBy((to) => to.exchangeCode(answer.code, verifier))
    await phone.enter(provider)
  } catch (error) {
    problem.textContent = toSentence(error)
  }
}
