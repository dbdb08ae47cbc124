import type { SignedPurchase } from '../create-shop.ts'
import type { Act, Person, World } from '../world.ts'

/** As the app does: hands a purchase in, and finishes it only after the server's yes. */
export async function handIn({ server, shop }: World, userId: string, signed: SignedPurchase): Promise<boolean> {
  const answer = await server.handIn(userId, signed)
  if (answer.status !== 200) return false
  await shop.post('/storekit/finish', { transaction_id: signed.transaction_id })
  return true
}

/** At launch the app hands in whatever is not finished; when it comes to the front, what is owned as well. */
export const openApp: Act = async (world, person) => {
  if (!person.hasApp) return false
  const unfinished = await world.shop.readUnfinished(person.account)
  for (const signed of unfinished) await handIn(world, person.userId, signed)
  return unfinished.length > 0
}

export const restore: Act = async (world, person) => handInOwned(world, person, person.userId)

/** Somebody else signs in on the same phone and taps "restore". */
export const restoreAsGuest: Act = async (world, person) =>
  person.guestId !== null && handInOwned(world, person, person.guestId)

async function handInOwned(world: World, person: Person, userId: string): Promise<boolean> {
  if (!person.hasApp) return false
  const owned = await world.shop.readCurrent(person.account)
  for (const signed of owned) await handIn(world, userId, signed)
  return owned.length > 0
}
