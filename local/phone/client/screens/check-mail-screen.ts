import type { Phone, Screen } from '../phone.ts'
import { actionButton } from '../view/action-button.ts'
import { element } from '../view/element.ts'
import { form } from '../view/form.ts'
import { toSentence } from '../wire/api-error.ts'
import { signInScreen } from './sign-in-screen.ts'

export type CheckMail = {
  email: string
  hint: string
  confirm: (code: string) => Promise<void>
  sendAgain: () => Promise<void>
}

/** The code from a mail, typed by hand; what it is for is the caller's. */
export function checkMailScreen(phone: Phone, { email, hint, confirm, sendAgain }: CheckMail): Screen {
  async function mailAgain(): Promise<void> {
    try {
      await sendAgain()
      phone.notify('done', `We have sent another mail to ${email}.`)
    } catch (error) {
      phone.notify('problem', toSentence(error))
    }
  }
  return {
    heading: 'Check your mail',
    tab: null,
    back: { label: 'Sign in', go: () => phone.open(signInScreen(phone)) },
    content: [
      element('p', { class: 'lead' }, `We have sent a code to ${email}.`),
      form({
        fields: [
          { name: 'code', label: '6-digit code', type: 'text', autocomplete: 'one-time-code', inputmode: 'numeric' },
        ],
        submit: 'Confirm',
        toSentence,
        onSubmit: ({ code = '' }) => confirm(code.replaceAll(/\s/g, '')),
      }),
      actionButton('Send another email', 'plain', mailAgain),
      element('p', { class: 'footnote' }, hint),
    ],
  }
}
