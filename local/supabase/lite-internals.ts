import type { PostgresConnection } from '@supabase/lite/postgres'

/**
 * The members of @supabase/lite 0.10.0 that we use although they are not its public API. The package is pinned exactly, and
 * tests/local-supabase/lite-internals.test.ts fails when one of them goes away.
 */
type WithRlsState = { rlsState: 'unknown' | 'active' | 'inactive' }

export type LiteUser = {
  id: string
  email: string | null
  confirmed_at: string | null
  banned_until: string | null
  email_change: string | null
  email_change_token_current: string | null
  email_change_token_new: string | null
  email_change_sent_at: string | null
  reauthentication_sent_at: string | null
  raw_app_meta_data: Record<string, unknown>
  raw_user_meta_data: Record<string, unknown>
}

export type LiteIdentity = {
  id: string
  provider: string
  provider_id: string
  user_id: string
  identity_data: Record<string, unknown>
  created_at: string
}

export type LiteRefreshToken = {
  token: string
  user_id: string
  session_id: string | null
  revoked: boolean | null
  /** The token that it replaced. */
  parent: string | null
  updated_at: string
}

export type LiteFlowState = { id: string; auth_code: string | null }

type LiteUpdate = {
  set(changes: { tag: string } | { user_agent: string | null; ip: string | null }): {
    where(column: 'id', operator: '=', value: string): LiteDeletion
  }
}

type LiteDeletion = {
  where(column: string, operator: '=', value: string): LiteDeletion
  execute(): Promise<unknown>
}

type LiteTokenColumn =
  | 'confirmation_token'
  | 'recovery_token'
  | 'email_change_token_current'
  | 'email_change_token_new'
  | 'reauthentication_token'

export type LiteRepository = {
  transaction<T>(work: (repository: LiteRepository) => Promise<T>): Promise<T>
  findUserByEmail(email: string): Promise<LiteUser | null>
  findUserById(id: string): Promise<LiteUser | null>
  findUserByToken(column: LiteTokenColumn, token: string): Promise<LiteUser | null>
  /** Takes a token away; false when it was not there any more. */
  claimUserToken(userId: string, column: LiteTokenColumn, token: string): Promise<boolean>
  /** All but this session's. */
  deleteRefreshTokensForUser(userId: string, sessionId: string): Promise<void>
  deleteUserSessions(userId: string, sessionId: string): Promise<void>
  createUser(user: Record<string, unknown>): Promise<LiteUser>
  updateUser(id: string, changes: Record<string, unknown>): Promise<LiteUser | null>
  createIdentity(identity: Record<string, unknown>): Promise<unknown>
  findIdentitiesByUserId(userId: string): Promise<LiteIdentity[]>
  findIdentitiesByEmails(emails: string[]): Promise<LiteIdentity[]>
  findIdentityByProviderAndId(provider: string, providerId: string): Promise<LiteIdentity | null>
  updateIdentity(id: string, changes: Record<string, unknown>): Promise<void>
  deleteIdentitiesExcept(userId: string, identityId: string): Promise<void>
  deleteFrom(table: 'identities'): LiteDeletion
  findSessionById(id: string): Promise<{ created_at: string; tag: string | null } | null>
  update(table: 'sessions'): LiteUpdate
  findRefreshToken(token: string): Promise<LiteRefreshToken | null>
  findRefreshTokensBySession(sessionId: string): Promise<LiteRefreshToken[]>
  createFlowState(flow: Record<string, unknown>): Promise<unknown>
  findFlowStateById(id: string): Promise<LiteFlowState | null>
  /** false when it was claimed before. */
  claimFlowStateForPkce(id: string, changes: Record<string, unknown>): Promise<boolean>
  parseUserJson(user: LiteUser): LiteUser
}

type SendToken = (to: string, tokenHash: string, token: string, meta: LiteMailMeta) => Promise<void>
type LiteMailMeta = {
  userId?: string
  currentEmail?: string
  newEmail?: string
  /** For the new address, where both must confirm. */
  tokenNew?: string
  tokenHashNew?: string
}

export type LiteMailer = {
  sendConfirmation: SendToken
  sendRecovery: SendToken
  sendMagicLink: SendToken
  sendEmailChange: SendToken
  sendReauthentication(to: string, token: string): Promise<void>
}

export type LiteAuthService = {
  repo: LiteRepository
  mailer: LiteMailer
  getUser(id: string): Promise<Record<string, unknown>>
  /** The address when it is allowed, else the site. */
  resolveEmailRedirect(redirectTo: string | undefined): string
  createSessionForUser(
    user: LiteUser,
    identities: LiteIdentity[],
    shape: 'session',
    options: { provider: string },
  ): Promise<Record<string, unknown>>
  /** The address to go back to: the one that is asked for when it is allowed, else the page that asked, else the site. */
  resolveOAuthReferrer(redirectTo: string | undefined, referer: string | undefined): string
}

/**
 * Tells lite that row level security is set up. Otherwise its first request grants every table of every schema that has an
 * RLS table to `anon`, `authenticated` and `service_role`, private schemas included.
 */
export function keepGrantsAsTheyAre(connection: PostgresConnection): void {
  const state = connection as unknown as WithRlsState
  if (state.rlsState !== 'unknown')
    throw new Error('@supabase/lite has changed: `rlsState` is gone, and with it our hold on its grants.')
  state.rlsState = 'active'
}
