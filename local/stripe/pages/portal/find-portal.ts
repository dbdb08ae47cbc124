import type Stripe from 'stripe'
import { idOf } from '../../objects/find-object.ts'
import type { SimulatorState } from '../../state/simulator-state.ts'

type Session = Stripe.BillingPortal.Session

/** By the last part of its address, which only who was given the address knows. */
export function findPortalSession(state: SimulatorState, secret: string): Session | null {
  const sessions = Object.values(state.portalSessions)
  const session = sessions.find((each) => each.url.endsWith(`/portal/${secret}`)) ?? null
  return session && state.customers[session.customer] ? session : null
}

/** What the customer of the portal may see and change: nothing of anybody else. */
export function findPortalContents(state: SimulatorState, { customer }: Session) {
  const own = <T extends { customer: unknown }>(table: Record<string, T>) =>
    Object.values(table).filter((each) => idOf(each.customer as string) === customer)
  return {
    customer: state.customers[customer]!,
    subscriptions: own(state.subscriptions).filter((each) => each.ended_at === null && each.status !== 'incomplete'),
    productNames: Object.fromEntries(Object.values(state.products).map(({ id, name }) => [id, name])),
    cards: own(state.paymentMethods),
    invoices: own(state.invoices)
      .filter((invoice) => invoice.status !== 'draft')
      .reverse(),
  }
}

export type PortalContents = ReturnType<typeof findPortalContents>
