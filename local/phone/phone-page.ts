import { html, raw } from 'hono/html'
import type { PhoneOptions } from './create-phone.ts'
import { STOREFRONTS } from './storefronts.ts'

/** The page around the phone: the device, and beside it what belongs to the device and not to the app. */
export function phonePage(options: PhoneOptions) {
  const configuration = JSON.stringify(options)
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
    <meta name="theme-color" content="#f2f2f7" media="(prefers-color-scheme: light)">
    <meta name="theme-color" content="#000000" media="(prefers-color-scheme: dark)">
    <title>Tandem</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="/phone.css">
    <script id="configuration" type="application/json">${raw(configuration.replaceAll('<', '\\u003c'))}</script>
    <script type="module" src="/phone.js"></script>
  </head>
  <body>
    <div class="desk">
      <div class="device">
        <div class="display">
          ${statusBar()}
          <main id="app" class="app" data-behind-sheets></main>
          <div id="sheets" class="sheets"></div>
          <div class="home-indicator" aria-hidden="true"></div>
        </div>
      </div>
      ${deviceSettings(options)}
    </div>
    <noscript>The phone needs JavaScript.</noscript>
  </body>
</html>`
}

function statusBar() {
  return html`<div class="status-bar" aria-hidden="true">
    <span id="clock" class="clock">9:41</span>
    <span class="island"></span>
    <svg class="signals" viewBox="0 0 68 14"><path d="M1 9h3v4H1zM6 7h3v6H6zM11 4h3v9h-3zM16 1h3v12h-3z"/><path
      d="M33 3.6c2.4 0 4.600.9 6.200 2.400l1.100-1.200A10.600 10.600 0 0 0 33 2a10.600 10.600 0 0 0-7.300 2.800l1.100 1.200A9 9 0 0 1 33 3.600Zm0 3.800c1.400 0 2.700.5 3.700 1.400l1.100-1.200A7 7 0 0 0 33 5.800a7 7 0 0 0-4.800 1.800l1.100 1.200A5.500 5.500 0 0 1 33 7.400Zm0 3.700c-.8 0-1.500.3-2 .8l2 2.100 2-2.100c-.5-.5-1.200-.8-2-.8Z"/><rect
      x="46" y="1" width="18" height="12" rx="3.500" fill="none" stroke="currentColor" opacity=".5"/><rect x="47.500" y="2.500" width="15" height="9" rx="2"/><path d="M65.500 5v4c.8-.3 1.300-1.100 1.300-2s-.5-1.700-1.300-2Z" opacity=".5"/></svg>
  </div>`
}

function deviceSettings({ appStoreUrl, webUrl, identityUrl }: PhoneOptions) {
  return html`<aside class="settings" aria-label="Device settings" data-behind-sheets>
    <details open>
      <summary>Device settings</summary>
      <div class="settings-body">
        <label for="apple-account">Apple Account</label>
        <input id="apple-account" autocomplete="off" spellcheck="false" maxlength="100" aria-describedby="apple-account-hint">
        <p id="apple-account-hint">Any name. It pays for what this phone buys, whoever is signed in to Tandem.</p>
        <label for="storefront">Storefront</label>
        <select id="storefront">${storefrontOptions()}</select>
        ${deviceSwitch('asks-to-buy', 'Ask to Buy', 'Somebody else approves each purchase, on the simulator’s page.')}
        ${deviceSwitch('offline', 'No connection', 'The app starts and runs without the network.')}
        <p id="settings-problem" role="status"></p>
        <ul>
          <li><a href="${appStoreUrl}">App Store simulator</a></li>
          ${identityUrl ? html`<li><a href="${identityUrl}">Apple and Google sign-in</a></li>` : ''}
          <li><a href="${webUrl}">Tandem on the web</a></li>
        </ul>
      </div>
    </details>
  </aside>`
}

function storefrontOptions() {
  return Object.entries(STOREFRONTS).map(
    ([code, name]) => html`<option value="${code}" ${code === 'SGP' ? 'selected' : ''}>${name}</option>`,
  )
}

function deviceSwitch(id: string, label: string, hint: string) {
  return html`<div class="device-switch">
          <input type="checkbox" id="${id}" aria-describedby="${id}-hint">
          <label for="${id}">${label}</label>
          <p id="${id}-hint">${hint}</p>
        </div>`
}
