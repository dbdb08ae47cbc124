import type { MailWords, WrittenMail } from '../mail-words.ts'
import { writeMail } from '../write-mail.ts'

export type AccountDeletedFacts = {
  /** Whether the App Store goes on charging: nobody but the customer can stop that. */
  appStoreGoesOn: boolean
}

/** https://support.apple.com/en-us/118428 sends people here. */
const appStoreSubscriptions = 'https://apps.apple.com/account/subscriptions'

export function toAccountDeletedMail({ appStoreGoesOn }: AccountDeletedFacts): WrittenMail {
  const appStore: Pick<MailWords, 'paragraphs' | 'button'> = appStoreGoesOn
    ? {
        paragraphs: ['Apple still charges you for the subscription that you bought in the app. Only you can stop it:'],
        button: { label: 'Cancel at Apple', url: appStoreSubscriptions },
      }
    : { paragraphs: [] }
  return writeMail({
    subject: 'Your Tandem account is deleted',
    preview: appStoreGoesOn ? 'One thing is left to do: Apple still charges you.' : 'Your data is gone. Goodbye.',
    title: 'Your account is deleted',
    paragraphs: [
      'Your account and your personal data are gone. A subscription that you paid on the website has ended. What the law makes us keep about payments no longer says who you are.',
      ...appStore.paragraphs,
    ],
    ...(appStore.button ? { button: appStore.button } : {}),
    notes: [
      'This is the last mail that we send you.',
      'It was not you? Write to us soon: we cannot bring the account back, but we want to know.',
    ],
  })
}
