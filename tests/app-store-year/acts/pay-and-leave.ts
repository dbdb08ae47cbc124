import { type Act, isLiving, readOwn, type World } from '../world.ts'

/** Does this to the subscription that a person pays for, if there is one that lives. */
const onLiving =
  (action: string): Act =>
  async (world, person) => {
    const own = await readOwn(world, person)
    return isLiving(own) && (await world.shop.act(own.original_transaction_id, action)).isDone
  }

const onAny =
  (action: string): Act =>
  async (world, person) => {
    const own = await readOwn(world, person)
    return own !== undefined && (await world.shop.act(own.original_transaction_id, action)).isDone
  }

export const cancel: Act = async (world, person) => {
  if (!(await onLiving('cancel')(world, person))) return false
  if (world.random.percent(30)) world.plan(person, world.random.between(1, 25), 'resume', onLiving('resume'))
  return true
}

/** The card is declined at the next renewal. Most people see to it sooner or later: in the grace period, after it, or too late. */
export const loseCard: Act = async (world, person) => {
  const action = world.random.percent(70) ? 'fail-next-renewal' : 'fail-next-renewal-without-grace'
  if (!(await onLiving(action)(world, person))) return false
  if (world.random.percent(60))
    world.plan(person, world.random.between(20, 80), 'recoverBilling', onLiving('recover-billing'))
  return true
}

export const extendRenewal = onLiving('extend-renewal')

export const raisePrice: Act = async (world, person) => {
  const own = await readOwn(world, person)
  if (!isLiving(own)) return false
  const action = world.random.percent(60) ? 'raise-price' : 'raise-price-with-notice'
  const answer = await world.shop.act(own.original_transaction_id, action)
  if (!answer.isDone) return false
  if (world.random.percent(75)) world.plan(person, world.random.between(1, 20), 'answerPrice', answerPrice)
  return true
}

const answerPrice: Act = async (world, person) => {
  const own = await readOwn(world, person)
  if (!isLiving(own)) return false
  const agrees = world.random.percent(70)
  const path = `/storekit/subscriptions/${own.original_transaction_id}/price-consent`
  return (await world.shop.post(path, { agrees })).isDone
}

export const takeOffSale = onLiving('take-off-sale')

/** Support gives the money back without being asked. */
export const refundNow: Act = async (world, person) => {
  if (!(await onLiving('refund')(world, person))) return false
  if (world.random.percent(30))
    world.plan(person, world.random.between(1, 40), 'reverseRefund', onAny('reverse-refund'))
  return true
}

export const refundOlderPeriod = onLiving('refund-older-period')

/** The person asks for their money; Apple asks us, then decides. */
export const askForRefund: Act = async (world, person) => {
  const own = await readOwn(world, person)
  const last = own?.transactions.at(-1)
  if (!own || !last || last.revoked_at !== null) return false
  if (world.random.percent(50)) await world.server.consentToRefundAnswers(person.userId)
  const body = { apple_account: person.account, transaction_id: last.transaction_id, reason: 'UNINTENDED_PURCHASE' }
  const answer = await world.shop.post('/storekit/refund-request', body)
  if (!answer.isDone) return false
  const decision = world.random.percent(50) ? 'refund' : 'decline-refund'
  world.plan(person, world.random.between(1, 4), decision, decideRefund(decision))
  return true
}

const decideRefund =
  (decision: string): Act =>
  async (world: World, person) =>
    onAny(decision)(world, person)
