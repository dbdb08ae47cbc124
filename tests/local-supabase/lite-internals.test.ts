import { createPostgresConnection } from '@supabase/lite/postgres'
import { afterAll, describe, expect, inject, test, vi } from 'vitest'
import { keepGrantsAsTheyAre } from '../../local/supabase/lite-internals.ts'
import lite from '../../node_modules/@supabase/lite/package.json' with { type: 'json' }
import manifest from '../../package.json' with { type: 'json' }
import { startTestApi } from '../support/test-api.ts'

describe('the private members of @supabase/lite that we rely on', () => {
  const connection = createPostgresConnection({ url: inject('postgresUrl'), postgresOptions: { max: 1 } })
  afterAll(() => connection.close())

  test('the package is pinned to the version whose private members we know', () => {
    expect(manifest.devDependencies['@supabase/lite']).toBe('0.10.0')
    expect(lite.version).toBe('0.10.0')
  })

  test('rlsState is there, is read before the first request, and stops the grants', async () => {
    expect((connection as unknown as { rlsState: string }).rlsState).toBe('unknown')
    keepGrantsAsTheyAre(connection)
    expect(await (connection as unknown as { ensureRlsContext(): Promise<boolean> }).ensureRlsContext()).toBe(true)
  })

  test('a connection without rlsState stops the start instead of opening every schema', () => {
    expect(() => keepGrantsAsTheyAre({} as never)).toThrow('rlsState')
  })

  test('the schema cache can be cleared', () => {
    expect(connection.clearSchemaCache).toBeTypeOf('function')
  })

  test('middlewares get the Auth service with the parts that the repairs use', async () => {
    const seen = vi.fn()
    const api = await startTestApi({ onAuthService: seen })
    await fetch(`${api.url}/auth/v1/health`)
    await api.close()
    const auth = seen.mock.calls[0]?.[0]
    const parts = [
      'transaction',
      'findUserByEmail',
      'findUserById',
      'findUserByToken',
      'createUser',
      'updateUser',
      'claimUserToken',
      'deleteRefreshTokensForUser',
      'deleteUserSessions',
      'createIdentity',
      'findIdentitiesByUserId',
      'findIdentitiesByEmails',
      'findIdentityByProviderAndId',
      'updateIdentity',
      'deleteIdentitiesExcept',
      'deleteFrom',
      'findSessionById',
      'findRefreshToken',
      'findRefreshTokensBySession',
      'update',
      'createFlowState',
      'findFlowStateById',
      'claimFlowStateForPkce',
      'parseUserJson',
    ]
    for (const part of parts) expect(auth.repo[part], part).toBeTypeOf('function')
    expect(auth.mailer.sendConfirmation).toBeTypeOf('function')
    for (const part of ['getUser', 'createSessionForUser', 'resolveOAuthReferrer'])
      expect(auth[part], part).toBeTypeOf('function')
  })
})
