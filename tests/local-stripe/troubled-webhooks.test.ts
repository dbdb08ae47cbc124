import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Account, startAccount } from './start-account.ts'

let account: Account
beforeEach(async () => {
  account = await startAccount()
})
afterEach(() => account.close())

const post = (path: string, body: object) =>
  fetch(account.origin + path, { method: 'POST', body: JSON.stringify(body) })

async function createCustomers(...names: string[]) {
  for (const name of names) await account.stripe.customers.create({ name })
}
const told = () =>
  account.endpoint.received.map((event) => (event.type === 'customer.created' ? event.data.object.name : event.type))
const deliveries = () => Object.values(account.simulator.readState().events).map(({ delivery }) => delivery)

describe('events on a bad way', () => {
  it('come twice, with one and the same id', async () => {
    await post('/control/webhooks', { fault: 'double', count: 1 })
    await createCustomers('Ada', 'Grace')
    await account.simulator.settle()
    expect(told().toSorted()).toEqual(['Ada', 'Ada', 'Grace'])
    expect(new Set(account.endpoint.received.map((event) => event.id)).size).toBe(2)
  })

  it('come in the wrong order', async () => {
    await post('/control/webhooks', { fault: 'reorder' })
    await createCustomers('Ada', 'Grace', 'Barbara')
    expect(await account.simulator.settle()).toBe(true)
    expect(told()).toEqual(['Barbara', 'Grace', 'Ada'])
  })

  it('come later, at the latest when the account settles', async () => {
    await post('/control/webhooks', { fault: 'delay', count: 1, delay_ms: 60_000 })
    await createCustomers('Ada', 'Grace')
    await expect.poll(told).toEqual(['Grace'])
    await account.simulator.settle()
    expect(told()).toEqual(['Grace', 'Ada'])
  })

  it('are lost, until somebody sends them again', async () => {
    await post('/control/webhooks', { fault: 'drop', count: 1 })
    await createCustomers('Ada', 'Grace')
    await account.simulator.settle()
    expect(told()).toEqual(['Grace'])
    expect(deliveries()).toMatchObject([{ status: 'dropped' }, { status: 'delivered' }])
    const { data } = await account.stripe.events.list({ delivery_success: false })
    expect(data).toHaveLength(1)
    await post(`/control/events/${data[0]!.id}/resend`, {})
    expect(told()).toEqual(['Grace', 'Ada'])
  })

  it('arrive again as soon as the trouble is switched off', async () => {
    await post('/control/webhooks', { fault: 'drop' })
    await createCustomers('Ada', 'Grace')
    await post('/control/webhooks', { fault: null })
    await createCustomers('Barbara')
    await account.simulator.settle()
    expect(told()).toEqual(['Barbara'])
  })
})

it.each([{ fault: 'burn' }, { fault: 'drop', count: 0 }, { drop: true }])('refuses %j', async (wish) => {
  expect((await post('/control/webhooks', wish)).status).toBe(400)
})
