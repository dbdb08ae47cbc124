import { html } from 'hono/html'
import type Stripe from 'stripe'
import { idOf } from '../objects/find-object.ts'
import type { SimulatorState, StoredEvent } from '../state/simulator-state.ts'
import { controlPageStyle } from './control-page-style.ts'
import type { StripeControl } from './create-control.ts'

const shownEvents = 100

/** Hono's `html` escapes what is put into it: e-mail addresses are typed by anybody. */
export function renderControlPage(control: StripeControl, note: string | null) {
  const state = control.readState()
  const events = Object.values(state.events).reverse()
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Stripe simulator · Tandem</title>
<style>${controlPageStyle}</style>
</head>
<body><main>
<h1>Stripe simulator</h1>
<p>A Stripe account that exists only on this machine. No card is charged here.</p>
<p role="status">${note ?? ''}</p>
<section><h2 id="clock">Clock</h2>${renderClock(control.now())}</section>
<section><h2 id="subscriptions">Subscriptions</h2>
${renderTable(
  'subscriptions',
  ['Subscription', 'Customer', 'Status', 'Period', 'Next'],
  Object.values(state.subscriptions)
    .reverse()
    .map((each) => describeSubscription(state, each)),
)}
</section>
<section><h2 id="customers">Customers</h2>
${renderTable(
  'customers',
  ['Customer', 'E-mail', 'Since'],
  Object.values(state.customers)
    .reverse()
    .map((each) => [each.id, each.email ?? '–', toTime(each.created)]),
)}
</section>
<section><h2 id="events">Events</h2>
<p>${events.length > shownEvents ? `The latest ${shownEvents} of ${events.length}.` : ''}</p>
${renderTable('events', ['When', 'Type', 'Event', 'Delivery', 'Again'], events.slice(0, shownEvents).map(describeEvent))}
</section>
</main></body></html>`
}

function renderClock(now: number) {
  return html`<p>It is <time datetime="${new Date(now * 1000).toISOString()}">${toTime(now)}</time> UTC here.</p>
<div class="row">
<form method="post" action="/clock"><button name="hours" value="1">+1 hour</button></form>
<form method="post" action="/clock"><button name="days" value="1">+1 day</button></form>
<form method="post" action="/clock"><button name="months" value="1">+1 month</button></form>
<form method="post" action="/clock" class="row">
<label>Days <input name="days" type="number" min="0" max="3660" value="7" required></label>
<button>Move forward</button></form>
</div>`
}

type Cell = string | ReturnType<typeof html>

function renderTable(labelledBy: string, heads: string[], rows: Cell[][]) {
  if (rows.length === 0) return html`<p>None yet.</p>`
  return html`<div class="scroll" role="region" aria-labelledby="${labelledBy}" tabindex="0"><table>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`
}

function describeSubscription(state: SimulatorState, subscription: Stripe.Subscription): Cell[] {
  const [item] = subscription.items.data
  const customer = idOf(subscription.customer) ?? ''
  return [
    html`${subscription.id}<br>${item?.price.lookup_key ?? ''}`,
    state.customers[customer]?.email ?? customer,
    subscription.status,
    item ? `${toTime(item.current_period_start)} – ${toTime(item.current_period_end)}` : '–',
    describeNext(subscription),
  ]
}

function describeNext(subscription: Stripe.Subscription): string {
  if (subscription.ended_at !== null) return `ended ${toTime(subscription.ended_at)}`
  if (subscription.cancel_at !== null) return `ends ${toTime(subscription.cancel_at)}`
  return subscription.status === 'incomplete' ? 'waits for payment' : 'renews'
}

function describeEvent({ event, delivery }: StoredEvent): Cell[] {
  const tries = delivery.attempts === 1 ? '1 try' : `${delivery.attempts} tries`
  const state = delivery.status === 'none' ? 'no endpoint' : `${delivery.status}, ${tries} ${delivery.lastResult ?? ''}`
  return [
    toTime(event.created),
    event.type,
    event.id,
    state,
    html`<form method="post" action="/events/${event.id}/resend"><button aria-label="Send again: ${event.type} ${event.id}">Send again</button></form>`,
  ]
}

const toTime = (seconds: number) => new Date(seconds * 1000).toISOString().replace('T', ' ').slice(0, 16)
