import type { SignInMethods } from '../account/create-account.ts'
import { PROVIDERS } from '../identity/provider.ts'
import { signInNatively } from '../identity/sign-in-natively.ts'
import type { Phone } from '../phone.ts'
import type { Way } from '../session/create-auth.ts'
import { actionButton } from '../view/action-button.ts'
import { type Child, element } from '../view/element.ts'
import { form } from '../view/form.ts'
import { loadInto } from '../view/load-into.ts'
import { openSheet } from '../view/open-sheet.ts'
import { providerButton } from '../view/provider-button.ts'
import { toSentence } from '../wire/api-error.ts'

/** Asks once more who it is, by one of the person's own ways. false = canceled. */
export function openConfirmSheet(phone: Phone): Promise<boolean> {
  return new Promise((resolve) => {
    const render = ({ close }: { close: () => void }): Child[] => {
      const confirm = async (way: Way): Promise<void> => {
        await phone.auth.confirmBy(way)
        resolve(true)
        close()
      }
      const ways = loadInto(phone, phone.account.readMethods, (methods) => listWays(phone, methods, confirm))
      return [
        element('p', { class: 'lead' }, 'You change the account itself: please show once more that it is yours.'),
        ways.node,
        element('div', { class: 'stack' }, actionButton('Cancel', 'plain', close)),
      ]
    }
    openSheet('Confirm that it is you', render, () => resolve(false))
  })
}

function listWays(phone: Phone, methods: SignInMethods, confirm: (way: Way) => Promise<void>): Child[] {
  const problem = element('p', { class: 'error', role: 'alert' })
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    problem.textContent = ''
    await work().catch((error: unknown) => {
      problem.textContent = toSentence(error)
    })
  }
  const providers = PROVIDERS.filter((one) => methods.identities.some(({ provider }) => provider === one))
  const email = methods.email ?? ''
  return [
    methods.has_password && passwordForm(email, confirm),
    problem,
    element(
      'div',
      { class: 'stack' },
      ...(phone.sheets ? providers : []).map((provider) =>
        providerButton(provider, () =>
          attempt(() =>
            signInNatively(phone, provider, (credential) => confirm((to) => to.signInWithIdToken(credential.idToken))),
          ),
        ),
      ),
      email !== '' && codeButton(phone, email, attempt, confirm),
    ),
  ]
}

function passwordForm(email: string, confirm: (way: Way) => Promise<void>): HTMLElement {
  return form({
    fields: [{ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' }],
    submit: 'Confirm',
    toSentence,
    onSubmit: ({ password = '' }) => confirm((to) => to.signIn(email, password)),
  })
}

/** After the mail is on its way, the field for its code takes the button's place. */
function codeButton(
  phone: Phone,
  email: string,
  attempt: (work: () => Promise<void>) => Promise<void>,
  confirm: (way: Way) => Promise<void>,
): HTMLElement {
  const button = actionButton('Email me a code', 'tinted', () =>
    attempt(async () => {
      await phone.auth.sendCode(email)
      const field = form({
        fields: [
          { name: 'code', label: '6-digit code', type: 'text', autocomplete: 'one-time-code', inputmode: 'numeric' },
        ],
        submit: 'Confirm code',
        toSentence,
        onSubmit: ({ code = '' }) => confirm((to) => to.verifyCode(email, code.replaceAll(/\s/g, ''), 'email')),
      })
      const place = element(
        'div',
        {},
        element('p', { class: 'lead', role: 'status' }, `We have sent a code to ${email}.`),
        field,
      )
      button.replaceWith(place)
      field.querySelector('input')?.focus()
    }),
  )
  return button
}
