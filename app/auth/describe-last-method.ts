import { providerNames } from '#app/auth/providers.ts'

const words = {
  apple: providerNames.apple,
  google: providerNames.google,
  password: 'your password',
  code: 'a code by email',
}

/** For people who forgot which button was theirs: another one could make a second account. */
export function describeLastMethod(method: keyof typeof words | null): string | null {
  return method && `You signed in with ${words[method]} last time.`
}
