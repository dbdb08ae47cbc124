import { afterEach, describe, expect, it } from 'vitest'
import { claimAnswer, releaseAnswer } from '../../supabase/functions/_shared/domain/account-answers.ts'
import { AppError } from '../../supabase/functions/_shared/domain/errors.ts'
import { createLog } from '../../supabase/functions/_shared/log.ts'
import type { AccountDeps } from '../../supabase/functions/account/account-deps.ts'
import { createAccountRoutes } from '../../supabase/functions/account/routes.ts'
import { createUser } from '../support/act-as.ts'
import { secretKey } from '../support/app-store/create-app-store-functions.ts'
import { createSubscriber, type Subscriber } from '../support/app-store/create-subscriber.ts'
import { bought, nextPeriod } from '../support/app-store/notification-case.ts'
import { readOwner, readRights } from '../support/app-store/read-app-store.ts'
import { setUpAppStore } from '../support/app-store/set-up-app-store.ts'

const appStore = setUpAppStore()
const both = ['premium', 'standard']
const stale = new Set<string>()
afterEach(() => stale.clear())

/** The token is its user's id here. */
async function requireUser(request: Request) {
  const id = request.headers.get('authorization')?.replace('Bearer ', '')
  if (!id) throw new AppError('unauthenticated')
  return { id, email: null }
}
async function requireFreshUser(request: Request) {
  const user = await requireUser(request)
  if (stale.has(user.id)) throw new AppError('fresh_sign_in_required')
  return user
}

async function call(path: 'release-purchase' | 'claim-purchase', userId: string | null, body: unknown = {}) {
  const log = createLog('account', (line) => appStore().logLines.push(line))
  // What moving needs, and nothing of what deleting an account needs.
  const deps = { requireUser, requireFreshUser, database: appStore().database, log } as unknown as AccountDeps
  const response = await createAccountRoutes(deps).request(`http://functions.test/account/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(userId ? { authorization: `Bearer ${userId}` } : {}) },
    body: JSON.stringify(body),
  })
  return [response.status, await response.json()] as const
}
const release = async (userId: string) => {
  const [status, body] = await call('release-purchase', userId)
  expect(status).toBe(200)
  return releaseAnswer.parse(body)
}
const claim = (userId: string, code: string) => call('claim-purchase', userId, { code })
const refusal = (status: number, code: string) => [status, { code, message: expect.any(String) }]

/** Somebody whose iPhone and website are two accounts. */
async function setUp() {
  const [relay, web] = [await createUser(appStore().sql), await createUser(appStore().sql)]
  const purchase = createSubscriber(relay)
  await appStore().handIn(bought(purchase)[0] ?? { transaction: {} }, relay)
  return { relay, web, purchase }
}
const rights = async (...users: string[]) => Promise.all(users.map((user) => readRights(appStore().sql, user)))
const handIn = (purchase: Subscriber, userId: string) =>
  appStore().handIn({ transaction: purchase.transaction() }, userId)
const tell = async (type: string, transaction: object) =>
  appStore().notify(await appStore().signNotice({ type, transaction }))

describe('moving a purchase', () => {
  it('takes a code of eight signs, which is good for ten minutes', async () => {
    const { relay } = await setUp()
    const { code, expires_at } = await release(relay)
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    const minutes = (Date.parse(expires_at) - Date.now()) / 60_000
    expect(minutes).toBeGreaterThan(9)
    expect(minutes).toBeLessThanOrEqual(10)
  })

  it('gives its rights to the account that enters the code, at once', async () => {
    const { relay, web } = await setUp()
    const { code } = await release(relay)
    const [status, body] = await claim(web, code)
    expect([status, claimAnswer.parse(body)]).toEqual([200, { moved: 1 }])
    expect(await rights(relay, web)).toEqual([[], both])
  })

  it('takes the code however it is typed', async () => {
    for (const type of [
      (code: string) => code.toLowerCase(),
      (code: string) => ` ${code.replace('-', ' ')} `,
      (code: string) => code.replaceAll('0', 'o').replaceAll('1', 'l').replace('-', ''),
    ]) {
      const { relay, web } = await setUp()
      expect(await claim(web, type((await release(relay)).code))).toEqual([200, { moved: 1 }])
    }
  })

  it('lasts: the old phone that hands the purchase in again is refused, and Apple’s news keep it where it is', async () => {
    const { relay, web, purchase } = await setUp()
    await claim(web, (await release(relay)).code)
    expect(await handIn(purchase, relay)).toEqual(refusal(409, 'belongs_to_another_account'))
    await tell('DID_RENEW', nextPeriod(purchase, { transactionReason: 'RENEWAL' }))
    expect(await readOwner(appStore().sql, purchase.originalTransactionId)).toBe(web)
    expect(await handIn(purchase, web)).toMatchObject([200, { outcome: 'applied' }])
    expect(await rights(relay, web)).toEqual([[], both])
  })

  it('is told to Apple by the next reconciliation', async () => {
    const { relay, web, purchase } = await setUp()
    await claim(web, (await release(relay)).code)
    await appStore().reconcile(secretKey)
    const named = appStore().apple.requests.filter(({ path }) => path.endsWith('/appAccountToken'))
    expect(named.map(({ path, body }) => [path.split('/')[4], body])).toContainEqual([
      purchase.originalTransactionId,
      { appAccountToken: web },
    ])
  })

  it('can be taken back by a code of the new owner', async () => {
    const { relay, web } = await setUp()
    await claim(web, (await release(relay)).code)
    expect(await claim(relay, (await release(web)).code)).toEqual([200, { moved: 1 }])
    expect(await rights(relay, web)).toEqual([both, []])
  })
})

describe('moving a purchase is refused', () => {
  it('without a fresh sign-in of its owner; the one who takes it needs none', async () => {
    const { relay, web } = await setUp()
    stale.add(relay).add(web)
    expect(await call('release-purchase', relay)).toEqual(refusal(403, 'fresh_sign_in_required'))
    stale.delete(relay)
    expect(await claim(web, (await release(relay)).code)).toEqual([200, { moved: 1 }])
  })

  it('to who is not signed in', async () => {
    expect(await call('release-purchase', null)).toEqual(refusal(401, 'unauthenticated'))
    expect(await call('claim-purchase', null, { code: 'ABCD-EFGH' })).toEqual(refusal(401, 'unauthenticated'))
  })

  it('where there is nothing to move', async () => {
    const nobody = await createUser(appStore().sql)
    expect(await call('release-purchase', nobody)).toEqual(refusal(409, 'nothing_to_move'))
  })

  it('with a wrong code, a used one and one’s own', async () => {
    const { relay, web } = await setUp()
    const { code } = await release(relay)
    expect(await claim(web, 'ABCD-EFGH')).toEqual(refusal(422, 'move_code_invalid'))
    expect(await claim(relay, code)).toEqual(refusal(409, 'already_owned'))
    await claim(web, code)
    const third = await createUser(appStore().sql)
    expect(await claim(third, code)).toEqual(refusal(422, 'move_code_invalid'))
    expect(await rights(relay, web, third)).toEqual([[], both, []])
  })

  it.each([{}, { code: '' }, { code: 7 }, { code: 'A'.repeat(41) }])('with %j in place of a code', async (body) => {
    const web = await createUser(appStore().sql)
    expect(await call('claim-purchase', web, body)).toEqual(refusal(400, 'invalid_request'))
  })

  it('after five wrong codes', async () => {
    const { relay, web } = await setUp()
    const { code } = await release(relay)
    for (let n = 0; n < 5; n++) await claim(web, `ABCD-000${n}`)
    expect(await claim(web, code)).toEqual(refusal(429, 'too_many_attempts'))
    expect(await rights(relay, web)).toEqual([both, []])
  })

  it('while the other account has a subscription of its own', async () => {
    const [mine, yours] = [await setUp(), await setUp()]
    const { code } = await release(mine.relay)
    expect(await claim(yours.relay, code)).toEqual(refusal(409, 'already_subscribed'))
    expect(await rights(mine.relay, yours.relay)).toEqual([both, both])
  })

  it('in one piece: where the database fails in the middle, nothing has moved and the code is good', async () => {
    const { relay, web } = await setUp()
    const { code } = await release(relay)
    await appStore().sql.unsafe(`
      create function public.fail_now() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
      create trigger fail_now before update of used_at on billing.app_store_move_codes
        for each row execute function public.fail_now();`)
    expect((await claim(web, code))[0]).toBe(500)
    await appStore().sql.unsafe('drop function public.fail_now() cascade')
    expect(await rights(relay, web)).toEqual([both, []])
    expect(await claim(web, code)).toEqual([200, { moved: 1 }])
  })
})

it('the log names neither code nor person', async () => {
  const { relay, web } = await setUp()
  const { code } = await release(relay)
  await claim(web, code)
  const lines = appStore().logLines.filter((line) => line.includes('"purchases '))
  expect(lines).toHaveLength(2)
  for (const line of lines) for (const secret of [code, relay, web]) expect(line).not.toContain(secret)
})
