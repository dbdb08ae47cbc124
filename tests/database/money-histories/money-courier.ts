import type { Sql } from 'postgres'
import { type Json, second } from '../histories/delivery.ts'
import type { Identity, MoneyDelivery } from './money-delivery.ts'

/** Brings deliveries to the database as the webhook does: one SQL call each, and a re-read after a tie. */
export function createMoneyCourier(sql: Sql) {
  let delivered = 0
  let ties = 0

  async function deliver(delivery: MoneyDelivery, identity: Identity, story: readonly MoneyDelivery[], clock: number) {
    delivered += 1
    const outcome = await record(sql, delivery, identity)
    if (outcome !== 'tie') return
    ties += 1
    for (let attempt = 0; attempt < 4; attempt++) {
      if ((await recordReading(sql, delivery, story, clock + attempt * second)) !== 'tie') return
    }
    throw new Error(`Event ${delivery.eventId} still ties after four readings`)
  }

  return {
    get counts() {
      return { delivered, ties }
    },
    async sendInOrder(story: readonly MoneyDelivery[], identity: Identity): Promise<void> {
      for (const delivery of story) await deliver(delivery, identity, story, delivery.at)
    },
    /** All at once over all connections. Stripe has lived at least as long as the newest event that it has sent. */
    async sendAtOnce(
      sent: readonly MoneyDelivery[],
      story: readonly MoneyDelivery[],
      identity: Identity,
    ): Promise<void> {
      let clock = 0
      await Promise.all(
        sent.map((delivery) => {
          clock = Math.max(clock, delivery.at)
          return deliver(delivery, identity, story, clock)
        }),
      )
    },
  }
}
export type MoneyCourier = ReturnType<typeof createMoneyCourier>

async function record(sql: Sql, { kind, content, ...told }: MoneyDelivery, { userId, suffix }: Identity) {
  if (kind === 'link') {
    await sql`select billing.link_stripe_customer(${userId}, ${`cus_${suffix}`})`
    return 'linked'
  }
  const event = sql.json({
    environment: 'production',
    event_id: told.eventId,
    event_type: told.eventType,
    occurred_at: new Date(told.at).toISOString(),
    payload: kind === 'upcoming' ? { data: { object: content as Json } } : {},
  })
  const [row] =
    kind === 'subscription' || kind === 'upcoming'
      ? await sql`select billing.record_stripe_event(${event}, ${kind === 'upcoming' ? null : sql.json(content as Json)}) as outcome`
      : await sql`select billing.record_stripe_fact(${event}, ${kind}, ${sql.json(content as Json)}, false) as outcome`
  return row?.outcome as string
}

/** Stripe's answer in the second after `clock`: the last that had happened to the object by then. */
async function recordReading(
  sql: Sql,
  { kind, id, eventId }: MoneyDelivery,
  story: readonly MoneyDelivery[],
  clock: number,
) {
  const truth = story.findLast((told) => told.kind === kind && told.id === id && told.at <= clock)
  const content = truth?.content ?? {}
  const event = sql.json({ environment: 'production', event_id: eventId })
  const moment = new Date(clock + second).toISOString()
  const fact = sql.json(content as Json)
  const [row] =
    kind === 'subscription'
      ? await sql`select billing.record_stripe_subscription(${event}, ${fact}, ${moment}) as outcome`
      : await sql`select billing.record_stripe_fact_reading(${event}, ${kind}, ${fact}, ${moment}) as outcome`
  return row?.outcome as string
}
