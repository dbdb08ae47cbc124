import type { Notice } from '#app/auth/notices.ts'
import { isProvider, providerNames } from '#app/auth/providers.ts'

/** What the address of "Sign-in and security" may say has just been done. Anything else says nothing. */
const sentences = {
  name: 'Your name is saved.',
  email:
    'If this address is free, we have written to it and to your present one. Open both mails: your address changes when both are confirmed.',
  resent: 'We have written to both addresses again. The new mails replace the old ones.',
  password: 'Your password is saved. Your other devices are signed out.',
  'password-removed': 'Your password is removed. You can still sign in in the other ways.',
  disconnected: 'It is disconnected. You can still sign in in the other ways.',
  'session-ended': 'That device is signed out. It may take up to an hour until it notices.',
  'others-ended': 'Your other devices are signed out. It may take up to an hour until they notice.',
}

export type Done = keyof typeof sentences

export function describeDone(done: string | null): Notice | null {
  return done !== null && Object.hasOwn(sentences, done) ? { tone: 'good', text: sentences[done as Done] } : null
}

/** For who was on the way to connect a provider, and had to prove first that it is them. */
export function describeGoOn(provider: string | null): Notice | null {
  if (!isProvider(provider)) return null
  return { tone: 'good', text: `Thank you. Now press “Connect ${providerNames[provider]}” below.` }
}
