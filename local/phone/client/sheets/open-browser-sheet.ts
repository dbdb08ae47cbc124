import { PROVIDER_NAMES, type Provider } from '../identity/provider.ts'
import { authenticateInBrowser, type BrowserSession } from '../session/authenticate-in-browser.ts'
import { actionButton } from '../view/action-button.ts'
import { element } from '../view/element.ts'
import { openSheet } from '../view/open-sheet.ts'

/** What stands before the browser while it is open: the app waits, and can be told not to. null = canceled. */
export async function openBrowserSheet(provider: Provider, address: string): Promise<URL | null> {
  const session: BrowserSession = authenticateInBrowser(address)
  const sheet = openSheet(
    `${PROVIDER_NAMES[provider]} in the browser`,
    (opened) => [
      element('p', { class: 'lead' }, 'Sign in there. The app goes on by itself as soon as you come back.'),
      element('div', { class: 'stack' }, actionButton('Cancel', 'plain', opened.close)),
    ],
    session.cancel,
  )
  const back = await session.answered
  sheet.close()
  return back
}
