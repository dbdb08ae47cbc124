import { asFresh, changeAccount } from '../account/change-account.ts'
import type { Identity, SignInMethods } from '../account/create-account.ts'
import { PROVIDER_NAMES, PROVIDERS, type Provider } from '../identity/provider.ts'
import { signInNatively } from '../identity/sign-in-natively.ts'
import type { Phone } from '../phone.ts'
import { actionButton } from '../view/action-button.ts'
import { element } from '../view/element.ts'
import { factRow, group } from '../view/list.ts'
import { openPasswordSheet } from './personal-sheets.ts'

/** The ways that lead to this account. One at least remains: the server sees to it, and here its button is missing. */
export function signInMethodsGroup(phone: Phone, methods: SignInMethods, reload: () => Promise<void>): HTMLElement {
  const find = (provider: Provider) => methods.identities.find((one) => one.provider === provider)
  const canDisconnect = methods.identities.length > 1
  return element(
    'div',
    {},
    group('How you sign in', [
      ...PROVIDERS.map((provider) => factRow(PROVIDER_NAMES[provider], describe(find(provider)))),
      factRow('Password', methods.has_password ? 'Set' : 'None'),
    ]),
    element(
      'div',
      { class: 'stack' },
      ...PROVIDERS.map((provider) => providerButton(phone, provider, find(provider), canDisconnect, reload)).filter(
        (button) => button !== null,
      ),
      actionButton(methods.has_password ? 'Change password' : 'Choose a password', 'tinted', () =>
        openPasswordSheet(phone, methods.has_password, reload),
      ),
    ),
  )
}

function describe(identity: Identity | undefined): string {
  return identity ? (identity.email ?? 'Connected') : 'Not connected'
}

function providerButton(
  phone: Phone,
  provider: Provider,
  identity: Identity | undefined,
  canDisconnect: boolean,
  reload: () => Promise<void>,
): HTMLElement | null {
  const name = PROVIDER_NAMES[provider]
  if (identity) {
    if (!canDisconnect) return null
    return actionButton(`Disconnect ${name}`, 'plain', () =>
      changeAccount(phone, () => disconnect(phone, identity, name), reload),
    )
  }
  if (!phone.sheets) return null
  return actionButton(`Connect ${name}`, 'tinted', () =>
    changeAccount(phone, () => connect(phone, provider, name), reload),
  )
}

async function connect(phone: Phone, provider: Provider, name: string): Promise<string | null> {
  let isDone = false
  await asFresh(phone, () =>
    signInNatively(phone, provider, async ({ idToken }) => {
      await phone.auth.connect(idToken)
      isDone = true
    }),
  )
  return isDone ? `${name} is connected: it leads to this account from now on.` : null
}

async function disconnect(phone: Phone, identity: Identity, name: string): Promise<string | null> {
  const isDone = await asFresh(phone, () => phone.auth.disconnect(identity.id).then(() => true))
  return isDone ? `${name} is disconnected.` : null
}
