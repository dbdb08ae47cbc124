import { html, raw } from 'hono/html'
import { accountsSection } from './accounts-section.ts'
import { asksSection } from './asks-section.ts'
import { clockSection } from './clock-section.ts'
import { notificationsSection } from './notifications-section.ts'
import { PAGE_STYLE } from './page-style.ts'
import { productsSection } from './products-section.ts'
import { purchasesSection } from './purchases-section.ts'
import { subscriptionsSection } from './subscriptions-section.ts'
import { troubleSection } from './trouble-section.ts'
import type { View } from './view.ts'

const SECTIONS = [
  ['subscriptions', 'Subscriptions'],
  ['purchases', 'Purchases'],
  ['asks', 'Waiting'],
  ['accounts', 'Apple Accounts'],
  ['notifications', 'Notifications'],
  ['products', 'Products'],
  ['trouble', 'Trouble'],
] as const

/** A page for people: every button is a form, so it works without a line of script. */
export function controlPage(view: View) {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>App Store simulator</title>
    <link rel="icon" href="data:,">
    <style>${raw(PAGE_STYLE)}</style>
  </head>
  <body>
    <header>
      <h1>App Store simulator</h1>
      <p class="quiet">Buy on the phone; let time pass, cancel, fail and refund here.</p>
    </header>
    <nav aria-label="Sections"><ul>${SECTIONS.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
    <main>
      ${view.message ? messageCard(view.message, view.account) : ''}
      ${clockSection(view.store)}
      ${subscriptionsSection(view)}
      ${purchasesSection(view)}
      ${asksSection(view)}
      ${accountsSection(view)}
      ${notificationsSection(view)}
      ${productsSection(view)}
      ${troubleSection(view)}
    </main>
  </body>
</html>`
}

/** It stays in view until somebody has read it. */
function messageCard(message: string, account: string | null) {
  const address = account === null ? '/' : `/?${new URLSearchParams({ account })}`
  return html`<div class="card message"><p role="status">${message}</p><a href="${address}">Close</a></div>`
}
