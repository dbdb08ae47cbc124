import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { readStateFile, writeStateFile } from '../state-file.ts'
import { findAccount } from './accounts.ts'
import { forgetApp } from './apple/consent.ts'
import { createClientSecret, longestSecretSeconds } from './apple/create-client-secret.ts'
import { createNativeRoutes as createAppleSheet } from './apple/create-native-routes.ts'
import { createTokenRoutes as createAppleTokens } from './apple/create-token-routes.ts'
import { createCodeBook } from './create-code-book.ts'
import { createIdTokenSigner, toPublicKeys } from './create-id-token-signer.ts'
import { createIdentityState } from './create-identity-state.ts'
import { createSignInRoutes } from './create-sign-in-routes.ts'
import { createNativeRoutes as createGoogleSheet } from './google/create-native-routes.ts'
import { createTokenRoutes as createGoogleTokens } from './google/create-token-routes.ts'
import { IdentityError } from './identity-error.ts'
import type { IdentityParts } from './identity-parts.ts'
import { type AppleKey, identityStateSchema, type ProviderName } from './identity-state.ts'
import { homePage } from './page/home-page.ts'

export type IdentityOptions = {
  clientIds: IdentityParts['clientIds']
  redirectUri: string
  /** null: the accounts are forgotten. */
  stateFile: string | null
  now?: () => number
}

export type IdentityProviders = {
  fetch: (request: Request) => Response | Promise<Response>
  /** What the developer site hands out under "Sign in with Apple": for the server that ends a person's tokens. */
  appleKey: AppleKey
  /** What Supabase Auth is configured with, per provider; Apple's is a token and ends after six months. */
  createSecrets: () => Promise<Record<ProviderName, string>>
}

/** Apple and Google as far as signing in needs them: their pages, tokens, sheets on the phone, and Apple's way to end it. */
export async function createIdentityProviders(options: IdentityOptions): Promise<IdentityProviders> {
  const { clientIds, redirectUri, stateFile, now = Date.now } = options
  const state = (stateFile && readIdentityState(stateFile)) || createIdentityState()
  const save = () => stateFile && writeStateFile(stateFile, state)
  save()
  const parts: IdentityParts = {
    state,
    clientIds,
    redirectUri,
    codes: createCodeBook(now),
    signIdToken: await createIdTokenSigner(state, now),
    now,
    save,
  }
  const { teamId, keyId, privateKeyPem } = state.appleKey
  return {
    fetch: createApp(parts).fetch,
    appleKey: state.appleKey,
    createSecrets: async () => ({
      google: state.googleSecret,
      apple: await createClientSecret({
        teamId,
        keyId,
        privateKeyPem,
        clientId: clientIds.apple[0] ?? '',
        issuedAt: new Date(now()),
        lifetimeSeconds: longestSecretSeconds,
      }),
    }),
  }
}

function createApp(parts: IdentityParts): Hono {
  const app = new Hono()
  // The phone is a page of another origin, and no cookie is kept here.
  for (const path of ['/apple/native', '/google/native', '/accounts']) app.use(path, cors())
  app.get('/', (c) => c.html(homePage(parts.state)))
  app.get('/accounts', (c) => c.json(parts.state.accounts.map(toPublicAccount)))
  app.get('/apple/auth/keys', (c) => c.json(toPublicKeys(parts.state)))
  app.get('/google/oauth2/v3/certs', (c) => c.json(toPublicKeys(parts.state)))
  app.route('/', createSignInRoutes(parts, 'apple', '/apple/auth/authorize'))
  app.route('/', createSignInRoutes(parts, 'google', '/google/o/oauth2/v2/auth'))
  app.route('/apple/auth', createAppleTokens(parts))
  app.route('/google', createGoogleTokens(parts))
  app.route('/apple', createAppleSheet(parts))
  app.route('/google', createGoogleSheet(parts))
  app.get('/apple/log', (c) => {
    const email = c.req.query('email')
    return c.json(parts.state.log.filter((entry) => !email || entry.email === email))
  })
  app.post('/apple/accounts/:id/stop', (c) => {
    forgetApp(parts, findAccount(parts, c.req.param('id')))
    parts.save()
    return c.redirect('/', 303)
  })
  app.notFound((c) => c.json({ error: 'not_found', error_description: 'There is nothing here.' }, 404))
  app.onError((error, c) => {
    if (!(error instanceof IdentityError)) throw error
    return c.json({ error: error.code, error_description: error.message }, error.status)
  })
  return app
}

/** What the phone's sheets list: nothing that a page of another origin should not know is kept here anyway. */
function toPublicAccount({ provider, id, name, email, consent }: IdentityParts['state']['accounts'][number]) {
  return { provider, id, name, email, is_known: consent !== null, hides_email: consent?.hidesEmail ?? false }
}

function readIdentityState(file: string) {
  const complaint = 'The local sign-in providers cannot read their state'
  return readStateFile(file, complaint, (json) => identityStateSchema.parse(json))
}
