import type { Answer } from '../identity/create-sheets.ts'
import type { Provider } from '../identity/provider.ts'
import { type ChoiceList, choiceList } from '../view/choice-list.ts'
import { element } from '../view/element.ts'
import { form } from '../view/form.ts'
import { toSentence } from '../wire/api-error.ts'

const EMAIL_WORDS = { share: 'Share My Email', hide: 'Hide My Email' }

/** Apple's question when the person meets the app. */
export function emailChoice(): ChoiceList<'share' | 'hide'> {
  return choiceList('Which address may Tandem know?', ['share', 'hide'], EMAIL_WORDS)
}

/** For somebody whom this device does not know yet. */
export function newAccountForm(
  provider: Provider,
  isOther: boolean,
  agree: (answer: Answer) => Promise<void>,
): HTMLElement {
  const choice = provider === 'apple' ? emailChoice() : null
  const verified = element('input', { type: 'checkbox', checked: true })
  const created = form({
    fields: [
      { name: 'name', label: 'Name', type: 'text', autocomplete: 'name' },
      { name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'email' },
    ],
    submit: 'Continue',
    toSentence,
    onSubmit: ({ name = '', email = '' }) =>
      agree({
        account: { name, email: email.trim(), ...(provider === 'google' && { email_verified: verified.checked }) },
        hidesEmail: choice?.chosen() === 'hide',
      }),
  })
  created
    .querySelector('.error')
    ?.before(
      choice?.node ?? element('label', { class: 'row choice card' }, 'Google has verified this address', verified),
    )
  return element(
    'section',
    { class: 'group', 'aria-label': isOther ? 'Another account' : 'Your account' },
    element('h3', { class: 'group-title' }, isOther ? 'Another account' : 'Your account'),
    created,
  )
}
