import type Stripe from 'stripe'
import { buildSignedRequest } from '../stripe/build-event.ts'

export type CourierDeps = {
  stripe: Stripe
  webhook: (request: Request) => Promise<Response>
  secret: string
  /** Unix seconds: nothing older is looked at. */
  since: () => number
  /** Whether a customer is one of this run's. */
  isOurs: (customerId: string) => boolean
  /** Called with the customer before each delivery. */
  onDelivery: (event: Stripe.Event, customerId: string) => void
}

type EventObject = { id?: string; object?: string; customer?: unknown; charge?: unknown; invoice?: unknown }

/**
 * Carries events as Stripe's webhooks may: from its event list to our handler, signed, each until it is accepted, each
 * twice and in no order (https://docs.stripe.com/webhooks#event-ordering).
 */
export function createCourier(deps: CourierDeps) {
  const seen = new Set<string>()
  // Disputes and payments of invoices do not name their customer; what they belong to did.
  const owners = new Map<string, string>()

  async function deliver(event: Stripe.Event): Promise<boolean> {
    const response = await deps.webhook(await buildSignedRequest(JSON.stringify(event), deps.secret))
    if (response.status === 200) return true
    if (response.status === 503) return false
    throw new Error(`${event.type} was answered ${response.status}: ${await response.text()}`)
  }

  function customerOf(event: Stripe.Event): string | null {
    const object = event.data.object as EventObject
    const before = event.data.previous_attributes as EventObject | undefined
    const named = object.object === 'customer' ? object.id : (idOf(object.customer) ?? idOf(before?.customer))
    const customer = named ?? owners.get(idOf(object.charge) ?? '') ?? owners.get(idOf(object.invoice) ?? '') ?? null
    if (customer && object.id) owners.set(object.id, customer)
    return customer
  }

  return {
    /** Hands over what has happened since the last time; gives back the types. */
    async hear(): Promise<string[]> {
      const list = deps.stripe.events.list({ created: { gte: deps.since() }, limit: 100 })
      const found = await list.autoPagingToArray({ limit: 10_000 })
      const fresh = found.filter(({ id }) => !seen.has(id)).reverse()
      let owed = fresh.map((event) => ({ event, customer: customerOf(event) }))
      for (const { id } of fresh) seen.add(id)
      owed = owed.filter(({ customer }) => customer !== null && deps.isOurs(customer))
      const types = owed.map(({ event }) => event.type)
      owed = shuffle([...owed, ...owed])
      for (let round = 1; owed.length > 0; round++) {
        if (round > 5) throw new Error(`Not accepted in five rounds: ${owed.map(({ event }) => event.type).join()}`)
        const refused: typeof owed = []
        for (const one of owed) {
          deps.onDelivery(one.event, one.customer ?? '')
          if (!(await deliver(one.event))) refused.push(one)
        }
        owed = refused
      }
      return types
    },
  }
}

function shuffle<T>(items: T[]): T[] {
  const drawn = items.map((item) => ({ item, lot: Math.random() }))
  return drawn.sort((one, other) => one.lot - other.lot).map(({ item }) => item)
}

function idOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : ((value as { id?: string } | null | undefined)?.id ?? undefined)
}
