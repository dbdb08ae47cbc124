import type { IdToken, Provider } from '../identity/provider.ts'
import type { RequestBuilders, SupabaseTarget } from './create-request-builders.ts'
import type { WireRequest } from './wire-request.ts'

/** What the code from a mail is for. */
export type CodeType = 'email' | 'recovery'
export type SignOutScope = 'local' | 'others' | 'global'
export type UserAttributes = { password: string } | { email: string } | { data: Record<string, string> }

/** Signing in and out, as supabase-swift's `auth` does it. */
export function createAuthRequests({ auth }: RequestBuilders, { supabaseUrl }: SupabaseTarget) {
  const withChallenge = (codeChallenge: string) => ({ code_challenge: codeChallenge, code_challenge_method: 's256' })

  return {
    signUp: (email: string, password: string, codeChallenge: string) =>
      auth('signup', null, { email, password, ...withChallenge(codeChallenge) }),
    resendSignUp: (email: string, codeChallenge: string) =>
      auth('resend', null, { type: 'signup', email, ...withChallenge(codeChallenge) }),
    sendCode: (email: string, codeChallenge: string) =>
      auth('otp', null, { email, create_user: true, ...withChallenge(codeChallenge) }),
    recover: (email: string, codeChallenge: string) =>
      auth('recover', null, { email, ...withChallenge(codeChallenge) }),
    verifyCode: (email: string, token: string, type: CodeType) => auth('verify', null, { email, token, type }),
    signIn: (email: string, password: string) => auth('token?grant_type=password', null, { email, password }),
    signInWithIdToken: (idToken: IdToken) =>
      auth('token?grant_type=id_token', null, { ...idToken, link_identity: false }),
    linkIdentity: (idToken: IdToken, token: string) =>
      auth('token?grant_type=id_token', token, { ...idToken, link_identity: true }),
    unlinkIdentity: (id: string, token: string) => auth(`user/identities/${id}`, token, undefined, 'DELETE'),
    /** No request of the app: the browser opens this address. */
    authorize: (provider: Provider, redirectTo: string, codeChallenge: string): WireRequest => ({
      method: 'GET',
      url: `${supabaseUrl}/auth/v1/authorize?${new URLSearchParams({
        provider,
        redirect_to: redirectTo,
        ...withChallenge(codeChallenge),
      })}`,
      headers: {},
    }),
    exchangeCode: (code: string, verifier: string) =>
      auth('token?grant_type=pkce', null, { auth_code: code, code_verifier: verifier }),
    refresh: (refreshToken: string) => auth('token?grant_type=refresh_token', null, { refresh_token: refreshToken }),
    readUser: (token: string) => auth('user', token, undefined, 'GET'),
    updateUser: (
      attributes: UserAttributes & { code_challenge?: string; code_challenge_method?: string },
      token: string,
    ) => auth('user', token, attributes, 'PUT'),
    signOut: (token: string, scope: SignOutScope) => auth(`logout?scope=${scope}`, token),
  }
}
