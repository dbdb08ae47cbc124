import type { MailWords } from '../../supabase/functions/_shared/mail/mail-words.ts'

/**
 * The link of Auth's mails. It opens a page with a button and changes nothing by itself: mail scanners open every link, and
 * `{{ .ConfirmationURL }}` would be used up by them.
 */
const confirmUrl = (type: string, next: string) =>
  `{{ .SiteURL }}/auth/confirm?token_hash={{ .TokenHash }}&type=${type}&next=${next}`

/** Where the person was going when they asked: the website reads the path of it, and no other site's. */
const whereTheyWent = '{{ .RedirectTo }}'
/** Most type it in the window that waits for it; the link is for who reads mail elsewhere. */
const orTypeTheCode = 'Or type this code where you asked for it:'
const lifetime = 'The link and the code work once, for one hour.'

/** What Supabase Auth sends. The names are those of `[auth.email.template.…]` in config.toml, and of the files. */
export const authMails = {
  confirmation: {
    // Older versions of Supabase Auth use this subject for the change of an address too: it fits both.
    subject: 'Confirm your email address',
    preview: 'Your code is {{ .Token }}. With it, or with one press, your account is ready.',
    title: 'Welcome to Tandem',
    paragraphs: [
      'One account for the web and for your iPhone. It is ready when you confirm that {{ .Email }} is yours.',
    ],
    button: { label: 'Confirm my email', url: confirmUrl('email', whereTheyWent) },
    code: { hint: orTypeTheCode, value: '{{ .Token }}' },
    notes: [
      lifetime,
      'You did not sign up? Then ignore this mail. Nobody can use the account without your confirmation.',
    ],
  },
  magic_link: {
    subject: 'Your Tandem sign-in code',
    preview: 'Your code is {{ .Token }}. Or sign in with one press.',
    title: 'Sign in to Tandem',
    paragraphs: ['Press the button to sign in as {{ .Email }}.'],
    button: { label: 'Sign in', url: confirmUrl('email', whereTheyWent) },
    code: { hint: orTypeTheCode, value: '{{ .Token }}' },
    // Signing up with an address that has an account brings this mail: the page must not tell a stranger, the mail may.
    notes: [
      'You wanted to create an account? You have one with this address already, and this leads into it.',
      lifetime,
      'It was not you? Then ignore this mail, and give the code to nobody, also to nobody who says they are from Tandem.',
    ],
  },
  recovery: {
    subject: 'Reset your Tandem password',
    preview: 'Choose a new password. The old one works until you do.',
    title: 'Choose a new password',
    paragraphs: [
      'Somebody, we hope you, asked for a new password for {{ .Email }}. The old one works until you change it.',
    ],
    button: { label: 'Choose a new password', url: confirmUrl('recovery', '/account/password') },
    code: { hint: orTypeTheCode, value: '{{ .Token }}' },
    notes: [lifetime, 'It was not you? Then ignore this mail: your password stays as it is.'],
  },
  email_change: {
    subject: 'Confirm your new email address',
    preview: 'We ask both addresses before anything changes.',
    title: 'Change your email address',
    paragraphs: [
      'You asked to change the address of your Tandem account from {{ .Email }} to {{ .NewEmail }}.',
      'This mail went to both addresses. The change is made when both have confirmed.',
    ],
    button: { label: 'Confirm the change', url: confirmUrl('email_change', '/account') },
    code: { hint: orTypeTheCode, value: '{{ .Token }}' },
    notes: [lifetime, 'It was not you? Then confirm nothing, and change your password: somebody may know it.'],
  },
  reauthentication: {
    subject: 'Your Tandem confirmation code',
    preview: 'A code to confirm that it is you.',
    title: 'Is it you?',
    paragraphs: ['You are about to change something important in your Tandem account.'],
    code: { hint: 'Type this code where you were asked for it:', value: '{{ .Token }}' },
    notes: [
      'The code works once, for one hour.',
      'It was not you? Then give the code to nobody, and change your password: somebody may know it.',
    ],
  },
} satisfies Record<string, MailWords>

/** Told after the fact; `[auth.email.notification.…]`. No link: Auth of older versions does not know `.SiteURL` here. */
export const authNotifications = {
  password_changed: {
    subject: 'Your Tandem password was changed',
    preview: 'If it was you, there is nothing to do.',
    title: 'Your password was changed',
    paragraphs: [
      'A new password was set for your Tandem account {{ .Email }}. Other devices were signed out.',
      'If it was you, there is nothing to do.',
    ],
    notes: [
      'It was not you? Open Tandem, choose “Forgot your password?” and set a new one at once.',
      'We tell you about every change of your password, and there is no link in this mail on purpose.',
    ],
  },
} satisfies Record<string, MailWords>
