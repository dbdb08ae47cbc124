import { html, raw } from 'hono/html'
import type { StoreDescription } from '../routes/describe-store.ts'
import { clockSection } from './clock-section.ts'
import { notificationsSection } from './notifications-section.ts'
import { PAGE_STYLE } from './page-style.ts'
import { subscriptionsSection } from './subscriptions-section.ts'

/** A page for people: every button is a form, so it works without a line of script. */
export function controlPage(store: StoreDescription, message: string | null) {
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
    <main>
      ${message ? html`<p class="card message" role="status">${message}</p>` : ''}
      ${clockSection(store)}
      ${subscriptionsSection(store.subscriptions)}
      ${notificationsSection(store.notifications)}
    </main>
  </body>
</html>`
}
