import { SignJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { localKeys } from '../../local/supabase/local-keys.ts'
import { addresses } from '../support/journeys/addresses.ts'
import { createPerson, type Person, signIn } from '../support/journeys/people.ts'

let person: Person
beforeAll(async () => {
  person = await createPerson()
})

const signedIn = [
  'billing/subscribe',
  'billing/cancel',
  'billing/resume',
  'billing/refresh',
  'billing/change-plan',
  'billing/cards/add',
  'billing/cards/remove',
  'billing/invoices/payment',
  'billing/invoices/pay',
  'billing/extras/buy',
  'billing/portal',
  'app-store-transactions',
  'app-store-transactions/offer',
]

async function post(path: string, authorization: string | null, body: unknown = {}) {
  const response = await fetch(`${addresses().api}/functions/v1/${path}`, {
    method: 'POST',
    headers: { apikey: localKeys.publishable, ...(authorization ? { authorization } : {}) },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

function buildToken(claims: object, expiresAt: number, secret: string = localKeys.jwtSecret): Promise<string> {
  return new SignJWT({ role: 'authenticated', aud: 'authenticated', ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setExpirationTime(expiresAt)
    .sign(new TextEncoder().encode(secret))
}

const inAnHour = () => Math.floor(Date.now() / 1000) + 3600

describe.each(signedIn)('%s, for a signed-in user only', (path) => {
  it('refuses a call without a token', async () => {
    expect((await post(path, null)).status).toBe(401)
  })

  it('refuses a bare API key', async () => {
    expect((await post(path, `Bearer ${localKeys.publishable}`)).status).toBe(401)
  })

  it('refuses an expired token', async () => {
    const expired = await buildToken({ sub: person.id }, inAnHour() - 7200)
    expect((await post(path, `Bearer ${expired}`)).status).toBe(401)
  })

  it('refuses a token that somebody else has signed', async () => {
    const forged = await buildToken({ sub: person.id }, inAnHour(), 'another secret of at least thirty-two characters')
    expect((await post(path, `Bearer ${forged}`)).status).toBe(401)
  })

  it('refuses a rightly signed token of no session', async () => {
    const orphan = await buildToken({ sub: person.id, session_id: crypto.randomUUID() }, inAnHour())
    expect((await post(path, `Bearer ${orphan}`)).status).toBe(401)
  })
})

describe('a user', () => {
  it('acts on their own subscription only, whatever they send', async () => {
    const other = await signIn(await createPerson())
    const body = { user_id: person.id, subscription_id: 'sub_1' }
    expect(await post('billing/cancel', `Bearer ${other}`, body)).toMatchObject({
      status: 404,
      body: { code: 'subscription_not_found' },
    })
  })

  it('is told that a plan does not exist', async () => {
    const token = await signIn(person)
    expect(await post('billing/subscribe', `Bearer ${token}`, { plan_id: 'gold' })).toMatchObject({
      status: 404,
      body: { code: 'plan_not_found' },
    })
  })
})

describe('the stores', () => {
  it.each(['stripe-webhook', 'app-store-notifications'])(
    'reach %s without a token, and are refused by the signature',
    async (path) => {
      const { status, body } = await post(path, null, { signedPayload: 'a.b.c' })
      expect({ status, code: body.code }).toEqual({ status: 400, code: 'invalid_signature' })
    },
  )
})

describe('reconcile', () => {
  it.each([
    ['no token', () => null],
    ['a user’s token', async () => `Bearer ${await signIn(person)}`],
    ['a bare API key', () => `Bearer ${localKeys.publishable}`],
  ])('is refused to who brings %s instead of a secret key', async (_name, authorization) => {
    expect((await post('reconcile', await authorization())).status).toBe(401)
  })
})
