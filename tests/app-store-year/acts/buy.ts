import { type Act, isLiving, type Person, PREMIUM, readOwn, STANDARD, WORKSHOP, type World } from '../world.ts'
import { handIn, openApp } from './use-app.ts'

/** In the app: the server is asked about the trial first, and its signed answer goes with the purchase. */
export const buyPlan: Act = async (world, person) => {
  const own = await readOwn(world, person)
  if (isLiving(own)) return false
  const productId = world.random.percent(60) ? PREMIUM : STANDARD
  return buyInApp(world, person, productId, await readTrialAnswer(world, person, productId))
}

/** Up at once, down at the renewal, or a choice that is taken back. */
export const changePlan: Act = async (world, person) => {
  const own = await readOwn(world, person)
  if (!isLiving(own)) return false
  const other = own.product_id === PREMIUM ? STANDARD : PREMIUM
  return buyInApp(world, person, world.random.percent(75) ? other : own.product_id, {})
}

/** On the product page of the App Store or in its settings: the app hears of it when it is opened, if ever. */
export const buyOutside: Act = async (world, person) => {
  const own = await readOwn(world, person)
  if (isLiving(own)) return false
  const product_id = world.random.pick([PREMIUM, STANDARD])
  const answer = await world.shop.post('/control/outside-purchase', { apple_account: person.account, product_id })
  world.plan(person, world.random.between(1, 20), 'openApp', openApp)
  return answer.isDone
}

export const redeemCode: Act = async (world, person) => {
  const body = { apple_account: person.account, code: 'RIDEAPPLE' }
  const answer = await world.shop.post('/storekit/redeem-offer-code', body)
  world.plan(person, world.random.between(0, 10), 'openApp', openApp)
  return answer.isDone
}

export const acceptOffer: Act = async (world, person) => {
  const own = await readOwn(world, person)
  if (!own) return false
  if (isLiving(own)) return buyInApp(world, person, own.product_id, { promotional_offer: { offer_id: 'loyal_riders' } })
  return buyInApp(world, person, own.product_id, { win_back_offer_id: 'come_back' })
}

export const buyWorkshop: Act = async (world, person) => buyInApp(world, person, WORKSHOP, {})

async function readTrialAnswer(world: World, person: Person, productId: string): Promise<object> {
  if (productId !== PREMIUM) return {}
  const appTransaction = await world.shop.readAppTransaction(person.account)
  const eligibility = await world.server.askForOffer(person.userId, 'premium', appTransaction)
  return eligibility === null ? {} : { introductory_offer_eligibility: eligibility }
}

async function buyInApp(world: World, person: Person, productId: string, offer: object): Promise<boolean> {
  const order = { apple_account: person.account, product_id: productId, app_account_token: person.userId, ...offer }
  const answer = await world.shop.post('/storekit/purchase', order)
  if (!answer.isDone) return false
  const { outcome } = answer.json as { outcome: string }
  if (outcome === 'pending') {
    world.plan(person, world.random.between(0, 3), 'answerAsk', answerAsk)
    return true
  }
  // A few lose the network in this moment, and the transaction waits for the next launch.
  if (world.random.percent(95)) await handIn(world, person.userId, world.shop.toSigned(answer.json))
  else world.plan(person, world.random.between(1, 10), 'openApp', openApp)
  return true
}

/** A parent says yes or no on their own phone; the child's app hears of it when it is opened. */
const answerAsk: Act = async (world, person) => {
  const approve = world.random.percent(70)
  const answer = await world.shop.post('/control/accounts/ask-to-buy', { apple_account: person.account, approve })
  if (approve) world.plan(person, world.random.between(0, 5), 'openApp', openApp)
  return answer.isDone
}
