import { asFresh } from '../account/change-account.ts'
import type { Phone } from '../phone.ts'
import { openFormSheet } from '../sheets/open-form-sheet.ts'
import { newPasswordField } from './new-password-screen.ts'

/** Nobody needs a name; who has one may change it at any time. */
export function openNameSheet(phone: Phone, name: string | null, reload: () => Promise<void>): void {
  openFormSheet({
    heading: 'Your name',
    fields: [{ name: 'name', label: 'Name', type: 'text', autocomplete: 'name', maxlength: 80, value: name ?? '' }],
    submit: 'Save name',
    async onSubmit({ name: typed = '' }) {
      await phone.account.saveName(typed.trim())
      await reload()
    },
  })
}

export function openEmailSheet(phone: Phone, email: string, reload: () => Promise<void>): void {
  openFormSheet({
    heading: 'Change your e-mail address',
    lead: `We write to ${email} and to the new address. It changes when you have said yes in both mails.`,
    fields: [{ name: 'email', label: 'Email', type: 'email', autocomplete: 'email' }],
    submit: 'Change email',
    async onSubmit({ email: typed = '' }) {
      const asked = await asFresh(phone, () => phone.account.changeEmail(typed.trim()).then(() => true))
      if (!asked) return
      await reload()
      phone.notify('done', `Open the mails at ${email} and at ${typed.trim()}.`)
    },
  })
}

export function openPasswordSheet(phone: Phone, hasPassword: boolean, reload: () => Promise<void>): void {
  openFormSheet({
    heading: hasPassword ? 'Change your password' : 'Choose a password',
    fields: [newPasswordField('New password')],
    submit: 'Save password',
    async onSubmit({ password = '' }) {
      const saved = await asFresh(phone, () => phone.account.savePassword(password).then(() => true))
      if (!saved) return
      await reload()
      phone.notify('done', 'Your password is saved.')
    },
  })
}
