import type { Act, Person, World } from '../world.ts'
import { openApp, restore } from './use-app.ts'

/** Apple's history of notifications goes back so far, and nothing but a notification tells these things. */
const HISTORY_DAYS = 170

/** The purchaser's family may use it too; the members' apps find it when they are opened. */
export const shareWithFamily: Act = async (world, person) => {
  const members = pickMembers(world, person)
  const body = { organizer: person.account, members: members.map(({ account }) => account), shares: true }
  const answer = await world.shop.post('/control/accounts/family', body)
  if (!answer.isDone) return false
  for (const member of members) world.plan(member, world.random.between(0, 10), 'restore', restore)
  const stop = world.random.pick([null, [], members.slice(1)])
  if (stop) world.plan(person, world.random.between(20, 120), 'leaveFamily', changeFamily(stop, true))
  else if (world.random.percent(50))
    world.plan(person, world.random.between(20, 120), 'stopSharing', changeFamily(members, false))
  return true
}

const changeFamily =
  (members: readonly Person[], shares: boolean): Act =>
  async ({ shop }, { account: organizer }) =>
    (await shop.post('/control/accounts/family', { organizer, members: members.map(({ account }) => account), shares }))
      .isDone

/** The ones after them in the list: nobody is in two families. */
function pickMembers({ people, random }: World, person: Person): Person[] {
  const at = people.indexOf(person)
  return people.slice(at + 1, at + 1 + random.between(1, 3))
}

export const becomeChild: Act = async ({ shop }, { account }) =>
  (await shop.put(`/storekit/account?apple_account=${encodeURIComponent(account)}`, { asks_to_buy: true })).isDone

export const moveAbroad: Act = async ({ shop, random }, { account }) => {
  const storefront = random.pick(['SGP', 'USA', 'GBR', 'DEU', 'JPN'])
  return (await shop.put(`/storekit/account?apple_account=${encodeURIComponent(account)}`, { storefront })).isDone
}

/** A parent takes back that the child may use this app. */
export const rescindConsent: Act = async (world, { account }) => {
  if (world.day < 365 - HISTORY_DAYS) return false
  return (await world.shop.post('/control/accounts/rescind-consent', { apple_account: account })).isDone
}

/** One-time purchases are in no subscription status: what befalls them is told by notifications alone. */
export const refundWorkshop: Act = async (world, person) => {
  if (world.day < 365 - HISTORY_DAYS) return false
  const owned = await world.shop.readCurrent(person.account)
  const workshop = owned.find(({ renewal_info }) => !renewal_info)
  if (!workshop) return false
  const answer = await world.shop.post(`/control/purchases/${workshop.transaction_id}/refund`)
  world.plan(person, world.random.between(1, 10), 'openApp', openApp)
  return answer.isDone
}
