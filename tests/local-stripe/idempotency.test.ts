import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Account, startAccount } from './start-account.ts'

let account: Account
beforeEach(async () => {
  account = await startAccount()
})
afterEach(() => account.close())

const create = (email: string, idempotencyKey: string) => account.stripe.customers.create({ email }, { idempotencyKey })

it('answers the same request with the same key as it did the first time, and does nothing', async () => {
  const first = await create('ada@example.com', 'key-1')
  const again = await create('ada@example.com', 'key-1')
  expect(again.id).toBe(first.id)
  expect(again.lastResponse.headers['idempotent-replayed']).toBe('true')
  expect((await account.stripe.customers.list()).data).toHaveLength(1)
})

it('refuses a key that was used with other parameters', async () => {
  await create('ada@example.com', 'key-1')
  await expect(create('bob@example.com', 'key-1')).rejects.toMatchObject({
    type: 'StripeIdempotencyError',
    statusCode: 400,
  })
})

it('answers 409 while the first request with the key is under way', async () => {
  account.simulator.setFaults({ answerDelayMs: 150 })
  const both = await Promise.allSettled([create('ada@example.com', 'key-1'), create('ada@example.com', 'key-1')])
  const refused = both.find((each) => each.status === 'rejected')
  expect(refused?.reason).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' })
  expect((await account.stripe.customers.list()).data).toHaveLength(1)
})

it('lets a key be used again when the request under it was refused for its parameters', async () => {
  const send = (body: object) => account.stripe.customers.create(body as { email: string }, { idempotencyKey: 'key-1' })
  await expect(send({ e_mail: 'ada@example.com' })).rejects.toMatchObject({ code: 'parameter_unknown' })
  expect((await send({ email: 'ada@example.com' })).email).toBe('ada@example.com')
})

it('remembers what was done when the answer got lost', async () => {
  account.simulator.setFaults({ failure: { status: 500, count: 1, when: 'after' } })
  await expect(create('ada@example.com', 'key-1')).rejects.toMatchObject({ statusCode: 500 })
  await create('ada@example.com', 'key-1')
  expect((await account.stripe.customers.list()).data).toHaveLength(1)
})

it('carries nothing out when it is asked to be overloaded', async () => {
  account.simulator.setFaults({ failure: { status: 429, count: 1, when: 'before' } })
  await expect(create('ada@example.com', 'key-1')).rejects.toMatchObject({ type: 'StripeRateLimitError' })
  expect((await account.stripe.customers.list()).data).toHaveLength(0)
})
