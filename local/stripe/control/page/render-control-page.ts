import { html } from 'hono/html'
import type { StripeControl } from '../create-control.ts'
import { controlPageStyle } from './control-page-style.ts'
import { renderCatalog } from './render-catalog.ts'
import { renderClock } from './render-clock.ts'
import { renderCustomers } from './render-customers.ts'
import { renderDisputes } from './render-disputes.ts'
import { renderEvents } from './render-events.ts'
import { renderSubscriptions } from './render-subscriptions.ts'
import { renderTrouble } from './render-trouble.ts'

/** Hono's `html` escapes what is put into it: e-mail addresses are typed by anybody. */
export function renderControlPage(control: StripeControl, note: string | null) {
  const state = control.readState()
  const sections = [
    ['clock', 'Clock', renderClock(control.now())],
    ['trouble', 'What goes wrong next', renderTrouble(control)],
    ['subscriptions', 'Subscriptions', renderSubscriptions(state)],
    ['disputes', 'Disputes', renderDisputes(state)],
    ['customers', 'Customers', renderCustomers(state)],
    ['prices', 'Prices', renderCatalog(state)],
    ['events', 'Events', renderEvents(state)],
  ] as const
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
${sections.map(([id, title, body]) => html`<section><h2 id="${id}">${title}</h2>${body}</section>`)}
</main></body></html>`
}
