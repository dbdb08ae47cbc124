import { createNonce } from '../identity/create-nonce.ts'
import type { Answer, DeviceAccount, Sheets } from '../identity/create-sheets.ts'
import { type Credential, PROVIDER_NAMES, type Provider } from '../identity/provider.ts'
import type { Phone } from '../phone.ts'
import { actionButton } from '../view/action-button.ts'
import { type Child, element } from '../view/element.ts'
import { group, tapRow } from '../view/list.ts'
import { loadInto } from '../view/load-into.ts'
import { openSheet } from '../view/open-sheet.ts'
import { toSentence } from '../wire/api-error.ts'
import { emailChoice, newAccountForm } from './provider-forms.ts'

/** The sheet that iOS (Apple) or the provider's library (Google) shows. null = canceled. */
export function openProviderSheet(phone: Phone, sheets: Sheets, provider: Provider): Promise<Credential | null> {
  return new Promise((resolve) => {
    const heading = `Sign in with ${PROVIDER_NAMES[provider]}`
    const render = (sheet: { close: () => void }): Child[] => {
      const problem = element('p', { class: 'error', role: 'alert' })
      const agree = async (answer: Answer): Promise<void> => {
        resolve(await sheets.ask(provider, answer, await createNonce()))
        sheet.close()
      }
      const tap = async (answer: Answer): Promise<void> => {
        problem.textContent = ''
        await agree(answer).catch((error: unknown) => {
          problem.textContent = toSentence(error)
        })
      }
      const body = loadInto(
        phone,
        () => sheets.listAccounts(provider),
        (accounts) => [
          accounts.length > 0 && chooseAccount(accounts, tap, (account) => body.node.replaceChildren(...ask(account))),
          newAccountForm(provider, accounts.length > 0, agree),
        ],
      )
      const ask = (account: DeviceAccount) => askForEmail(account, tap)
      return [
        element('p', { class: 'lead' }, 'To Tandem. This sheet stands in for the real one: no password is asked.'),
        body.node,
        problem,
        element('div', { class: 'stack' }, actionButton('Cancel', 'plain', sheet.close)),
      ]
    }
    openSheet(heading, render, () => resolve(null))
  })
}

function chooseAccount(
  accounts: DeviceAccount[],
  agree: (answer: Answer) => Promise<void>,
  ask: (account: DeviceAccount) => void,
): HTMLElement {
  const rows = accounts.map((account) =>
    tapRow(
      // Apple asks what the app may know the first time only; Google never.
      () =>
        account.provider === 'apple' && !account.is_known
          ? ask(account)
          : void agree({ account: { id: account.id }, hidesEmail: false }),
      element(
        'span',
        { class: 'row-text' },
        element('span', { class: 'row-title' }, account.name),
        element('span', { class: 'row-summary' }, account.email),
      ),
    ),
  )
  return group('Choose an account', rows)
}

function askForEmail(account: DeviceAccount, agree: (answer: Answer) => Promise<void>): HTMLElement[] {
  const choice = emailChoice()
  return [
    element('p', { class: 'lead' }, `${account.name}, ${account.email}`),
    choice.node,
    actionButton('Continue', 'filled', () =>
      agree({ account: { id: account.id }, hidesEmail: choice.chosen() === 'hide' }),
    ),
  ]
}
