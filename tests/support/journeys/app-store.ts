import type { StoreDescription } from '../../../local/app-store/routes/describe-store.ts'
import type { PurchaseAction, SubscriptionAction } from '../../../local/app-store/routes/subscription-actions.ts'
import { addresses } from './addresses.ts'
import type { Person } from './people.ts'

type Description = StoreDescription['subscriptions'][number]

/** The Apple Account of a person's phone: everybody has one of their own. */
export const appleAccountOf = ({ email }: Pick<Person, 'email'>): string => `Apple Account of ${email}`

/** What happens at Apple: the acts of the simulator's control page. Answers when the webhook has heard of it. */
export async function actAtApple(
  path: `/${string}`,
  body: object = {},
  method: 'POST' | 'PUT' = 'POST',
): Promise<unknown> {
  return send(`/control${path}`, body, method)
}

/** What somebody's iPhone asks of the App Store without our app. */
export async function askStoreKit(path: `/${string}`, body: object, method: 'POST' | 'PUT' = 'POST'): Promise<unknown> {
  return send(`/storekit${path}`, body, method)
}

async function send(path: string, body: object, method: string): Promise<unknown> {
  const response = await fetch(`${addresses().appStore}${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response.json()
}

/** All that the App Store knows. */
export async function readAppStore(): Promise<StoreDescription> {
  const response = await fetch(`${addresses().appStore}/control/state`)
  return (await response.json()) as StoreDescription
}

/** An Apple Account's subscription, bought or shared with it: the newest. */
export async function findAppStoreSubscription(appleAccount: string): Promise<Description> {
  const { subscriptions } = await readAppStore()
  const found = subscriptions.findLast(({ apple_account }) => apple_account === appleAccount)
  if (!found) throw new Error(`${appleAccount} subscribes to nothing`)
  return found
}

export async function actOnSubscription(appleAccount: string, action: SubscriptionAction): Promise<void> {
  const { original_transaction_id: id } = await findAppStoreSubscription(appleAccount)
  await actAtApple(`/subscriptions/${id}/${action}`)
}

/** On what an Apple Account bought once. */
export async function actOnPurchase(appleAccount: string, action: PurchaseAction): Promise<void> {
  const { purchases } = await readAppStore()
  const found = purchases.findLast(({ apple_account }) => apple_account === appleAccount)
  if (!found) throw new Error(`${appleAccount} has bought nothing for good`)
  await actAtApple(`/purchases/${found.transaction_id}/${action}`)
}

/** Returns when every notification was sent, and everything refused was tried again. */
export const settleAppStore = () => actAtApple('/settle')

/** What goes wrong is switched on for one test: the next one must not meet it. */
export async function endTroubleAtApple(): Promise<void> {
  await actAtApple('/faults', { drop: 0, double: 0, fail: 0, delay_hours: 0, shuffle_hours: 0 })
}
