import type { Random } from './create-random.ts'
import type { Server } from './create-server.ts'
import type { Shop, ShopSubscription } from './create-shop.ts'

export const STANDARD = 'com.example.tandem.standard.monthly'
export const PREMIUM = 'com.example.tandem.premium.monthly'
export const WORKSHOP = 'com.example.tandem.workshop'

/** An Apple Account with whoever is signed in to the app on its phone. */
export type Person = {
  account: string
  userId: string
  /** Shares the phone: signs in now and then, and hands in what is there. */
  guestId: string | null
  /** Opens the app now and then; without it only Apple knows what is bought. */
  hasApp: boolean
  arrivesOn: number
}

/** Something that a person, their family, their bank or Apple's staff does. Gives back whether it came to pass. */
export type Act = (world: World, person: Person) => Promise<boolean>

export type World = {
  random: Random
  shop: Shop
  server: Server
  people: readonly Person[]
  /** Days since the year began. */
  day: number
  /** Lets something happen some days later. */
  plan: (person: Person, inDays: number, name: string, act: Act) => void
}

/** What a person pays for, other than what the family shares. */
export async function readOwn({ shop }: World, person: Person): Promise<ShopSubscription | undefined> {
  const subscriptions = await shop.readSubscriptions(person.account)
  return subscriptions.find(({ ownership }) => ownership === 'purchased')
}

type LivingSubscription = ShopSubscription & { status: 'active' | 'in_billing_retry' | 'in_grace_period' }

export function isLiving(subscription: ShopSubscription | undefined): subscription is LivingSubscription {
  return subscription !== undefined && subscription.status !== 'expired' && subscription.status !== 'revoked'
}
