import { PROVIDERS, type Provider } from '../identity/provider.ts'
import { signInNatively } from '../identity/sign-in-natively.ts'
import type { Phone } from '../phone.ts'
import { type Child, element } from '../view/element.ts'
import { providerButton } from '../view/provider-button.ts'
import { toSentence } from '../wire/api-error.ts'

/** Apple and Google above everything else; a word instead where this machine has neither. */
export function providerButtons(phone: Phone): HTMLElement {
  if (!phone.sheets) {
    const sentence = 'Apple and Google need the local stack: with --docker, Auth knows the real ones alone.'
    return element('p', { class: 'card hint' }, sentence)
  }
  const problem = element('p', { class: 'error', role: 'alert' })
  return element(
    'div',
    { class: 'stack' },
    ...PROVIDERS.map((provider) => providerButton(provider, () => signIn(phone, provider, problem))),
    problem,
  )
}

async function signIn(phone: Phone, provider: Provider, problem: HTMLElement): Promise<void> {
  problem.textContent = ''
  try {
    await signInNatively(phone, provider, async ({ idToken }) => {
      await phone.auth.signInBy((to) => to.signInWithIdToken(idToken))
    })
    if (phone.auth.session()) await phone.enter(provider)
  } catch (error) {
    problem.textContent = toSentence(error)
  }
}

/** How this phone was signed in before: who forgets it may end with two accounts. */
export function lastMethodLine({ lastMethod }: Phone): Child {
  const words = lastMethod.read()
  return words && element('p', { class: 'footnote last-method' }, `You signed in with ${words} last time.`)
}
