import { randomUUID } from 'node:crypto'
import type { Sql } from 'postgres'
import { createUser } from '../../support/act-as.ts'
import { type Arrival, arrange } from './arrival.ts'
import type { Courier } from './create-courier.ts'
import type { Identity } from './delivery.ts'
import { type History, playHistory } from './history.ts'
import { customerOf } from './play-stripe-history.ts'
import { type EndState, readEndState } from './read-end-state.ts'

export type World = { sql: Sql; courier: Courier }
type Way = { arrival?: Arrival; prefix?: number }

/** A fresh user, who may be linked to a Stripe customer. The ids are random, but nothing depends on how they sort. */
export async function bear({ sql }: World, history: History): Promise<Identity> {
  const identity = { userId: await createUser(sql), suffix: randomUUID().slice(0, 13) }
  if (history.stripe.isLinked) {
    await sql`insert into billing.customers (customer_id, user_id) values (${customerOf(identity)}, ${identity.userId})`
  }
  return identity
}

/** The rows that a history, or its beginning, leaves with a fresh user. In order when no arrival is given. */
export async function live(world: World, history: History, { arrival, prefix }: Way): Promise<EndState> {
  const identity = await bear(world, history)
  const story = playHistory(history, identity).slice(0, prefix)
  if (arrival) await world.courier.sendAtOnce(arrange(story, arrival), story)
  else await world.courier.sendInOrder(story)
  return readEndState(world.sql, identity)
}
