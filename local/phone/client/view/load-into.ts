import type { Phone } from '../phone.ts'
import { SignedOutError, toSentence } from '../wire/api-error.ts'
import { actionButton } from './action-button.ts'
import { type Child, element } from './element.ts'
import { keepFocus } from './keep-focus.ts'

export type Loaded = { node: HTMLElement; reload: () => Promise<void> }

/** A part of a screen that comes from the network: placeholder, content or a word about what went wrong and a way to try again. */
export function loadInto<T>(
  phone: Phone,
  load: () => Promise<T>,
  render: (value: T, reload: () => Promise<void>) => Child[],
): Loaded {
  const node = element('div', { class: 'loaded', 'aria-busy': 'true' }, placeholder())
  let hasContent = false
  let newest = 0

  async function reload(): Promise<void> {
    node.setAttribute('aria-busy', 'true')
    const mine = ++newest
    try {
      const value = await load()
      // Two may be under way, by a tap and by coming to the front: an older answer must not replace a newer one.
      if (mine !== newest) return
      const children = render(value, reload)
      keepFocus(node, () => node.replaceChildren(...children.filter((child) => child !== null && child !== false)))
      hasContent = true
    } catch (error) {
      fail(error)
    } finally {
      if (mine === newest) node.removeAttribute('aria-busy')
    }
  }

  function fail(error: unknown): void {
    // Somebody has left this screen, perhaps by signing out: what is on the new one must not be replaced.
    if (!node.isConnected) return
    if (error instanceof SignedOutError) phone.requireSignIn()
    // What was shown before is better than nothing: it stays, with a notice.
    else if (hasContent) phone.notify('problem', toSentence(error))
    else node.replaceChildren(...failure(toSentence(error), reload))
  }

  void reload()
  return { node, reload }
}

function failure(sentence: string, reload: () => Promise<void>): HTMLElement[] {
  return [
    element('div', { class: 'card failure', role: 'alert' }, element('p', {}, sentence)),
    actionButton('Try again', 'tinted', reload),
  ]
}

function placeholder(): HTMLElement {
  return element(
    'div',
    { class: 'placeholder' },
    element('span', { class: 'hidden' }, 'Loading'),
    ...[1, 2, 3].map(() => element('span', { class: 'bar', 'aria-hidden': 'true' })),
  )
}
