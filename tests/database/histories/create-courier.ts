import type { Sql } from 'postgres'
import { type Delivery, type Json, second } from './delivery.ts'

/** Brings deliveries to the database as our webhooks do: one SQL call each, and a re-read after a tie. */
export function createCourier(sql: Sql) {
  let delivered = 0

  async function deliver(delivery: Delivery, story: readonly Delivery[], clock: number): Promise<string> {
    delivered += 1
    const outcome = await record(sql, delivery)
    if (outcome !== 'tie') return outcome
    // Each attempt is a second later by Stripe's clock, as in sync-subscription.ts.
    for (let attempt = 0; attempt < 4; attempt++) {
      if ((await recordReading(sql, delivery, story, clock + attempt * second)) !== 'tie') return 'reread'
    }
    throw new Error(`Event ${delivery.eventId} still ties after four readings`)
  }

  return {
    get delivered() {
      return delivered
    },
    /** One after the other; the store's clock is that of the event. */
    async sendInOrder(story: readonly Delivery[]): Promise<void> {
      for (const delivery of story) await deliver(delivery, story, delivery.at)
    },
    /** All at once over all connections. The store has lived at least as long as the newest event that it has sent. */
    sendAtOnce(sent: readonly Delivery[], story: readonly Delivery[]): Promise<string[]> {
      let clock = 0
      return Promise.all(
        sent.map((delivery) => {
          clock = Math.max(clock, delivery.at)
          return deliver(delivery, story, clock)
        }),
      )
    },
  }
}
export type Courier = ReturnType<typeof createCourier>

async function record(sql: Sql, delivery: Delivery): Promise<string> {
  const event = sql.json({
    environment: 'production',
    event_id: delivery.eventId,
    event_type: delivery.eventType,
    event_subtype: null,
    occurred_at: new Date(delivery.at).toISOString(),
    payload: {},
    ...delivery.more,
  })
  const content = delivery.content && sql.json(delivery.content)
  const [row] =
    delivery.store === 'stripe'
      ? await sql`select billing.record_stripe_event(${event}, ${content}) as outcome`
      : await sql`select billing.record_app_store_notification(${event}, ${content}) ->> 'outcome' as outcome`
  return row?.outcome as string
}

/** Stripe's answer in the second after `clock`: the last thing that had happened to the subscription by then. */
async function recordReading(sql: Sql, delivery: Delivery, story: readonly Delivery[], clock: number) {
  const { subscriptionId, eventId } = delivery
  const truth = story.findLast((told) => told.subscriptionId === subscriptionId && told.content && told.at <= clock)
  const event = sql.json({ environment: 'production', event_id: eventId })
  const moment = new Date(clock + second).toISOString()
  const state = sql.json(truth?.content as Json)
  const [row] = await sql`select billing.record_stripe_subscription(${event}, ${state}, ${moment}) as outcome`
  return row?.outcome as string
}
