import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { buyPremium } from './buy.ts'
import { type Account, startAccount } from './start-account.ts'

let folder: string
let stateFile: string
const open: Account[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stripe-simulator-'))
  stateFile = join(folder, 'deep', 'stripe.json')
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((account) => account.close()))
  rmSync(folder, { recursive: true, force: true })
})

async function start(): Promise<Account> {
  const account = await startAccount({ stateFile })
  open.push(account)
  return account
}

async function stop(account: Account): Promise<void> {
  open.splice(open.indexOf(account), 1)
  await account.close()
}

it('keeps subscriptions and the clock over a restart', async () => {
  const before = await start()
  const { subscription } = await buyPremium(before)
  await before.simulator.advanceClock({ advance_months: 2 })
  const wasNow = before.simulator.now()
  await stop(before)
  const after = await start()
  expect((await after.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active')
  expect(after.simulator.now()).toBeGreaterThanOrEqual(wasNow)
})

it('goes on with the payments and renewals that were under way', async () => {
  const before = await start()
  const { subscription } = await buyPremium(before)
  await stop(before)
  const after = await start()
  await after.simulator.advanceClock({ advance_months: 1, advance_seconds: 7200 })
  const renewed = await after.stripe.subscriptions.retrieve(subscription.id, { expand: ['latest_invoice'] })
  expect(renewed).toMatchObject({
    status: 'active',
    latest_invoice: { billing_reason: 'subscription_cycle', status: 'paid' },
  })
})

it('delivers after a restart what was not accepted before', async () => {
  const before = await start()
  before.endpoint.answerWith(500, 500, 500)
  await before.stripe.customers.create({ email: 'ada@example.com' })
  expect(await before.simulator.settle()).toBe(false)
  await stop(before)
  const after = await start()
  expect(await after.simulator.settle()).toBe(true)
  expect(after.endpoint.types()).toEqual(['customer.created'])
})

it('remembers idempotency keys', async () => {
  const before = await start()
  const { id } = await before.stripe.customers.create({}, { idempotencyKey: 'key-1' })
  await stop(before)
  const after = await start()
  expect((await after.stripe.customers.create({}, { idempotencyKey: 'key-1' })).id).toBe(id)
})

it('says so when the file cannot be read, instead of beginning afresh', async () => {
  await stop(await start())
  writeFileSync(stateFile, '{ not JSON')
  await expect(startAccount({ stateFile })).rejects.toThrow(/cannot be read/)
})
