import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDemoUser, demoUser } from '../../local/create-demo-user.ts'
import { localKeys } from '../../local/supabase/local-keys.ts'
import { startTestApi, type TestApi } from '../support/test-api.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api.close())

const password = 'correct horse battery'
const newEmail = () => `${randomUUID()}@example.com`
const admin = () => api.createClient(localKeys.secret).auth.admin

describe('the admin API', () => {
  test('makes a user who can sign in at once', async () => {
    const email = newEmail()
    const { data } = await admin().createUser({ email, password, email_confirm: true, user_metadata: { name: 'Ada' } })
    const signedIn = await api.createClient().auth.signInWithPassword({ email, password })
    expect(signedIn.data.user).toMatchObject({ id: data.user?.id, user_metadata: { name: 'Ada' } })
  })

  test('finds, changes and deletes a user', async () => {
    const { data } = await admin().createUser({ email: newEmail(), password, email_confirm: true })
    const id = data.user?.id ?? ''
    await admin().updateUserById(id, { app_metadata: { tester: true } })
    expect((await admin().getUserById(id)).data.user?.app_metadata).toMatchObject({ provider: 'email', tester: true })
    expect((await admin().deleteUser(id)).error).toBeNull()
    expect((await admin().getUserById(id)).error?.status).toBe(404)
  })

  test('lists users with their number', async () => {
    await admin().createUser({ email: newEmail(), password })
    const { data } = await admin().listUsers({ page: 1, perPage: 1 })
    expect(data.users).toHaveLength(1)
  })

  test('refuses a second user with the same address', async () => {
    const email = newEmail()
    await admin().createUser({ email, password })
    expect((await admin().createUser({ email: email.toUpperCase(), password })).error?.code).toBe('email_exists')
  })

  test('is closed to the publishable key, whatever the token says', async () => {
    const { error } = await api.createClient(localKeys.publishable).auth.admin.listUsers()
    expect(error?.status).toBe(403)
  })

  test('makes the demo user once', async () => {
    await createDemoUser(api.url)
    await createDemoUser(api.url)
    expect((await api.createClient().auth.signInWithPassword(demoUser)).error).toBeNull()
  })
})
