import type { Person } from '../account/create-account.ts'
import type { Phone, Screen } from '../phone.ts'
import { openShareSheet } from '../sheets/open-share-sheet.ts'
import { actionButton } from '../view/action-button.ts'
import { type Child, element } from '../view/element.ts'
import { icon } from '../view/icon.ts'
import { group, tapRow } from '../view/list.ts'
import { loadInto } from '../view/load-into.ts'
import { tellProblem } from './confirm-purchase.ts'
import { deleteScreen } from './delete-screen.ts'
import { moveScreen } from './move-screen.ts'
import { openEmailSheet, openNameSheet } from './personal-sheets.ts'
import { signInMethodsGroup } from './sign-in-methods-group.ts'

/** Everything that a person does with the account itself. */
export function accountScreen(phone: Phone): Screen {
  const person = loadInto(phone, phone.account.readPerson, (value, reload) => render(phone, value, reload))
  return {
    heading: 'Account',
    tab: 'Home',
    back: { label: 'Home', go: () => phone.openTab('Home') },
    content: [person.node],
    refresh: person.reload,
  }
}

function render(phone: Phone, person: Person, reload: () => Promise<void>): Child[] {
  const { name, email, methods } = person
  return [
    group(
      'You',
      [
        valueRow('Name', name ?? 'Not said', () => openNameSheet(phone, name, reload)),
        valueRow('Email', email, () => openEmailSheet(phone, email, reload)),
      ],
      methods.is_private_email ? 'Apple hides your own address behind this one, and forwards our mails.' : null,
    ),
    signInMethodsGroup(phone, methods, reload),
    sessionsGroup(phone),
    group('Your data', [
      linkRow('Move a purchase', () => phone.open(moveScreen(phone))),
      linkRow('Download my data', () => void download(phone)),
      linkRow('Delete my account', () => phone.open(deleteScreen(phone))),
    ]),
  ]
}

function sessionsGroup(phone: Phone): HTMLElement {
  const signOutOthers = async (): Promise<void> => {
    try {
      await phone.auth.signOutOthers()
      phone.notify('done', 'Your other devices are signed out. It can take an hour until all of them notice.')
    } catch (error) {
      tellProblem(phone, error)
    }
  }
  return element(
    'section',
    { class: 'group', 'aria-label': 'Devices' },
    element('h2', {}, 'Devices'),
    element(
      'div',
      { class: 'stack' },
      actionButton('Sign out', 'danger', () => phone.signOut()),
      actionButton('Sign out other devices', 'tinted', signOutOthers),
      actionButton('Sign out everywhere', 'tinted', () => phone.signOut('global')),
    ),
  )
}

async function download(phone: Phone): Promise<void> {
  try {
    const data = await phone.account.exportAll()
    const day = phone.now().toISOString().slice(0, 10)
    openShareSheet({
      name: `tandem-${day}.json`,
      text: JSON.stringify(data, null, 2),
      type: 'application/json',
    })
  } catch (error) {
    tellProblem(phone, error)
  }
}

function valueRow(label: string, value: string, onTap: () => void): HTMLElement {
  return tapRow(onTap, element('span', {}, label), element('span', { class: 'value' }, value), icon('chevron'))
}

function linkRow(label: string, onTap: () => void): HTMLElement {
  return tapRow(onTap, element('span', { class: 'row-text' }, label), icon('chevron'))
}
