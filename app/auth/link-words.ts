import type { LinkType } from '#app/auth/link-type.ts'

type Words = { title: string; about: string; again: { to: string; label: string } }

/** The page of a link in a mail; `again` is the way out when the link is used or too old. */
export const linkWords: Record<LinkType, Words> = {
  email: {
    title: 'Confirm your email',
    about: 'One press, and you are signed in.',
    again: { to: '/sign-in?method=code', label: 'Ask for a new email' },
  },
  recovery: {
    title: 'Choose a new password',
    about: 'One press, and you can choose it.',
    again: { to: '/forgot-password', label: 'Ask for a new email' },
  },
  email_change: {
    title: 'Confirm your email address',
    about: 'One press, and this address is confirmed.',
    again: { to: '/account/sign-in', label: 'Begin the change again' },
  },
}

/** A change of the address needs the word of both: the old one may be all that its owner has left. */
export const oneMoreWords = {
  title: 'One more: open the mail at your other address',
  about:
    'This address is confirmed. Your email changes as soon as the other one is confirmed too. You can close this page.',
}
