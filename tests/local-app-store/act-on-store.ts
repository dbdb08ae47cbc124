import { readNotifications } from './read-notifications.ts'
import { ACCOUNT, type TestStore } from './start-store.ts'

export const DAY = 86_400

export const atAccount = (path: string, account = ACCOUNT) =>
  `/storekit/${path}?apple_account=${encodeURIComponent(account)}`

/** An action of the control page, by its address. */
export async function act(store: TestStore, id: string, action: string): Promise<string | undefined> {
  const { json } = await store.post(`/control/subscriptions/${id}/${action}`)
  return json.code
}

export async function passDays(store: TestStore, days: number): Promise<void> {
  await store.post('/control/clock', { advance_seconds: days * DAY })
}

/** All that was sent so far, every signature of it verified by Apple's library. */
export async function readSent(store: TestStore) {
  await store.post('/control/settle')
  return readNotifications(store)
}

export async function readSentNames(store: TestStore): Promise<string[]> {
  return (await readSent(store)).map(({ name }) => name)
}

export async function readLastSent(store: TestStore) {
  const last = (await readSent(store)).at(-1)
  if (!last) throw new Error('Nothing was sent')
  return last
}

/** What the device holds, decoded by Apple's library: `currentEntitlements` or `unfinished`. */
export async function readDevice(store: TestStore, path: 'current-entitlements' | 'unfinished', account = ACCOUNT) {
  const { transactions } = (await store.get(atAccount(path, account))).json
  return Promise.all(transactions.map(({ transaction }) => store.verifier.verifyAndDecodeTransaction(transaction)))
}

export function subscriptionOf(store: TestStore, account = ACCOUNT) {
  return store.simulator.describe().subscriptions.find((one) => one.apple_account === account)
}
