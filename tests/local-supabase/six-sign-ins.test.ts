import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRandom } from '../app-store-year/create-random.ts'
import { createSignIn, listOrders, type SignIn, sixWays, type Way } from '../support/sign-in/six-ways.ts'
import { hashNonce, openSheet, signInOnThePhone } from '../support/sign-in/use-sheet.ts'
import { openBrowser, signInOnTheWeb } from '../support/sign-in/walk-provider.ts'
import { startTestApi, type TestApi } from '../support/test-api.ts'

// One account per person: whichever of the six sign-ins comes first, all of them lead to the same user.
let api: TestApi
let signIn: SignIn
beforeAll(async () => {
  api = await startTestApi({ providers: true })
  signIn = createSignIn(api)
})
afterAll(() => api.close())

/** Many sign-ins in one test. */
const patiently = { timeout: 600_000 }
const newEmail = () => `${randomUUID()}@example.com`

/** Everybody to whom an address leads, by the user's own address or by one of an identity. */
async function findUsers(email: string): Promise<string[]> {
  const rows = await api.database.sql<{ id: string }[]>`
    select id from auth.users where lower(email) = ${email}
    union select user_id from auth.identities where lower(identity_data ->> 'email') = ${email}`
  return rows.map(({ id }) => id)
}

async function countUsers(): Promise<number> {
  const [row] = await api.database.sql<{ count: number }[]>`select count(*)::int as count from auth.users`
  return row?.count ?? 0
}

/** One person comes by these ways, one after the other. */
async function comeBy(order: readonly Way[]): Promise<void> {
  const email = newEmail()
  const ids: string[] = []
  for (const way of order) ids.push(await signIn(way, email))
  const [first] = ids
  expect(ids, order.join(', then ')).toEqual(order.map(() => first))
  expect(await findUsers(email), order.join(', then ')).toEqual([first])
}

/** So many people at once as keep two cores busy, each with an address of their own. */
async function comeByAll(orders: Way[][]): Promise<void> {
  const before = await countUsers()
  const waiting = [...orders]
  const comeNext = async (): Promise<void> => {
    const order = waiting.pop()
    if (!order) return
    await comeBy(order)
    return comeNext()
  }
  await Promise.all(Array.from({ length: 6 }, comeNext))
  expect(await countUsers()).toBe(before + orders.length)
}

describe('the same verified address', () => {
  const pairs = listOrders(2) as [Way, Way][]
  test.each(pairs)('by %s, then by %s: is one user', (first, second) => comeBy([first, second]))

  test.each(sixWays)('by %s twice: is one user', (way) => comeBy([way, way]))

  // Apple, Google and e-mail once each, on either device.
  const methodOf = (way: Way) => way.split(' ')[0]
  const ofThree = listOrders(3).filter((order) => new Set(order.map(methodOf)).size === 3)
  test(
    `by Apple, Google and e-mail in every order, on web and iPhone (${ofThree.length}): is one user`,
    patiently,
    () => comeByAll(ofThree),
  )

  // All of them with `npm run six-sign-ins`, which takes a minute and more.
  const every = listOrders(6)
  const some = process.env.TANDEM_EVERY_ORDER ? every : createRandom(6).shuffle(every).slice(0, 20)
  test(`by all six ways, in ${some.length} of the ${every.length} orders: is one user`, patiently, () =>
    comeByAll(some),
  )
})

const hide = (email: string) => signInOnThePhone(api, 'apple', { email, hide: true })

describe('Hide My Email', () => {
  test('makes a second account, and no third: each way goes on leading to its own', async () => {
    const email = newEmail()
    const mine = await signIn('Google on the web', email)
    const hidden = (await hide(email)).data.user
    expect(hidden?.email).toMatch(/@privaterelay\.appleid\.com$/)
    expect(hidden?.id).not.toBe(mine)
    expect(await signIn('Apple on the web', email)).toBe(hidden?.id)
    expect(await signIn('Apple on the iPhone', email)).toBe(hidden?.id)
    for (const way of ['Google on the iPhone', 'e-mail on the web', 'e-mail on the iPhone'] as const)
      expect(await signIn(way, email), way).toBe(mine)
    expect(await findUsers(email)).toEqual([mine])
  })

  test('and Google are one account for who joins them by hand, on web and iPhone', async () => {
    const email = newEmail()
    const phone = api.createClient()
    const { data } = await signInOnThePhone(api, 'apple', { email, hide: true }, phone)
    expect(
      (await phone.auth.linkIdentity({ provider: 'google', ...(await askSheet('google', email)) })).error,
    ).toBeNull()
    for (const way of sixWays.filter((one) => !one.startsWith('e-mail')))
      expect(await signIn(way, email), way).toBe(data.user?.id)
  })

  // Auth looks for a code's address among accounts, not among what is linked to them: the account must have it itself.
  test('and a code by mail are one account once the hidden address is changed to the real one', async () => {
    const email = newEmail()
    const phone = api.createClient()
    const { data } = await signInOnThePhone(api, 'apple', { email, hide: true }, phone)
    expect((await phone.auth.updateUser({ email })).error).toBeNull()
    for (const address of [data.user?.email ?? '', email]) {
      const token = /\b\d{6}\b/.exec((await api.readMail(address)).text)?.[0] ?? ''
      expect((await phone.auth.verifyOtp({ email: address, token, type: 'email_change' })).error).toBeNull()
    }
    for (const way of sixWays) expect(await signIn(way, email), way).toBe(data.user?.id)
    expect(await findUsers(email)).toEqual([data.user?.id])
  })

  test('that made a second account is not joined over its head: first that one must go', async () => {
    const email = newEmail()
    const phone = api.createClient()
    const { data } = await signInOnThePhone(api, 'google', { email }, phone)
    const hidden = (await hide(email)).data.user
    const link = async () => phone.auth.linkIdentity({ provider: 'apple', ...(await askSheet('apple', email)) })
    expect((await link()).error?.code).toBe('identity_already_exists')
    // As deleting that account does.
    await api.database.sql`delete from auth.users where id = ${hidden?.id ?? ''}`
    expect((await link()).error).toBeNull()
    expect(await signIn('Apple on the web', email)).toBe(data.user?.id)
  })

  async function askSheet(provider: 'apple' | 'google', email: string) {
    const nonce = randomUUID()
    const { id_token } = await openSheet(api, provider, { email }, { nonce: hashNonce(nonce) })
    return { token: id_token, nonce }
  }
})

describe('an address that Google has not verified', () => {
  const tries = {
    web: (email: string) => signInOnTheWeb(openBrowser(api.url), 'google', { email, verified: false }),
    iPhone: async (email: string) => {
      const { error } = await signInOnThePhone(api, 'google', { email, verified: false })
      if (error) throw error
    },
  }
  const devices = Object.keys(tries) as (keyof typeof tries)[]
  const others = sixWays.filter((way) => !way.startsWith('Google'))

  test.each(others.flatMap((way) => devices.map((device) => [way, device] as const)))(
    'does not link to an account made by %s, when it comes on the %s',
    async (way, device) => {
      const email = newEmail()
      const owner = await signIn(way, email)
      const before = await listIdentities(owner)
      await expect(tries[device](email)).rejects.toThrow(/provider_email_needs_verification|Unverified email/)
      expect(await listIdentities(owner)).toEqual(before)
      expect(await signIn(way, email)).toBe(owner)
      // Auth keeps what Google said at a user without an address, to whom nobody can sign in.
      const others = (await findUsers(email)).filter((id) => id !== owner)
      expect(
        await api.database.sql`
        select users.id from auth.users
        where users.id = any(${others}) and (users.email is not null or users.email_confirmed_at is not null
          or exists (select from auth.sessions where sessions.user_id = users.id))`,
      ).toEqual([])
    },
  )
})

describe('a stranger who signed up first with somebody’s address, and never confirmed', () => {
  test.each(sixWays)('has nothing of the account when the owner comes by %s', async (way) => {
    const email = newEmail()
    const stranger = api.createClient()
    const password = 'password of a stranger'
    await stranger.auth.signUp({ email, password, options: { data: { is_admin: true } } })
    const owner = await signIn(way, email)
    expect(await findUsers(email)).toEqual([owner])
    expect((await stranger.auth.signInWithPassword({ email, password })).error?.code).toBe('invalid_credentials')
  })
})

describe('a stranger whose Google account has somebody’s address, which Google has not verified', () => {
  const wait = (email: string) => signInOnThePhone(api, 'google', { email, verified: false })

  test.each(sixWays)('has no way into the account of the owner, who comes by %s', async (way) => {
    const email = newEmail()
    expect((await wait(email)).error?.code).toBe('provider_email_needs_verification')
    const owner = await signIn(way, email)
    const again = await wait(email)
    // By Google itself the owner is whom Google knows: the same account there, verified by now.
    if (way.startsWith('Google')) return expect(again.data.user?.id).toBe(owner)
    expect(again.error?.code).toBe('provider_email_needs_verification')
    expect(await listIdentities(owner)).toEqual([way.startsWith('Apple') ? 'apple' : 'email'])
  })

  test('nor when the owner confirms the mail that the stranger’s try has sent', async () => {
    const email = newEmail()
    await wait(email)
    const token = /\b\d{6}\b/.exec((await api.readMail(email)).text)?.[0] ?? ''
    const { data } = await api.createClient().auth.verifyOtp({ email, token, type: 'email' })
    expect(data.user?.email).toBe(email)
    expect((await wait(email)).error?.code).toBe('provider_email_needs_verification')
    expect(await listIdentities(data.user?.id ?? '')).toEqual([])
    expect(await signIn('e-mail on the iPhone', email)).toBe(data.user?.id)
  })
})

async function listIdentities(userId: string): Promise<string[]> {
  const rows = await api.database.sql<{ provider: string }[]>`
    select provider from auth.identities where user_id = ${userId} order by provider`
  return rows.map(({ provider }) => provider)
}
