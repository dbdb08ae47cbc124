import { z } from 'zod'
import { AppleSignInError } from '../_shared/apple/sign-in/apple-sign-in-error.ts'
import type { AppleSignIn } from '../_shared/apple/sign-in/create-apple-sign-in.ts'
import { keepAppleToken as keep } from '../_shared/database/apple-sign-in-tokens.ts'
import type { AppleTokenAnswer } from '../_shared/domain/account-answers.ts'
import { AppError } from '../_shared/domain/errors.ts'
import type { SignedInUser } from '../_shared/http/require-user.ts'
import { hashId } from '../_shared/log.ts'
import type { AccountDeps } from './account-deps.ts'

/** The app has a code, of which we make a token; the web hands on the token that Auth got. */
export const appleTokenBody = z.union([
  z.object({ authorization_code: z.string().min(1).max(1024) }),
  z.object({ refresh_token: z.string().min(1).max(4096) }),
])
type Body = z.infer<typeof appleTokenBody>

/**
 * Keeps what ends the person's sign-in with Apple, for the day when they delete their account: Auth keeps no such token. Without a
 * key for Sign in with Apple it could never be ended, so nothing is kept.
 */
export async function keepAppleToken(user: SignedInUser, body: Body, deps: AccountDeps): Promise<AppleTokenAnswer> {
  if (deps.appleSignIn === null) {
    deps.log.info('No token of Sign in with Apple is kept: this project has no key for it', { user: hashId(user.id) })
    return { kept: false }
  }
  const { clientId, refreshToken } = await readToken(body, deps.appleSignIn)
  await keep(deps.database, user.id, clientId, refreshToken)
  deps.log.info('Token of Sign in with Apple kept', { user: hashId(user.id), client: clientId })
  return { kept: true }
}

async function readToken(body: Body, apple: AppleSignIn) {
  if ('refresh_token' in body) return { clientId: apple.clientIds.web, refreshToken: body.refresh_token }
  try {
    return { clientId: apple.clientIds.app, refreshToken: await apple.exchangeCode(body.authorization_code) }
  } catch (cause) {
    // The code is used, too old, or somebody's invention; anything else is Apple's fault, or our key's.
    const isTheirs = cause instanceof AppleSignInError && cause.code === 'invalid_grant'
    throw new AppError(isTheirs ? 'invalid_request' : 'apple_unavailable', { cause })
  }
}
