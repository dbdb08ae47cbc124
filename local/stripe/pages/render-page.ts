import { html } from 'hono/html'
import { pageStyle } from './page-style.ts'

export type Content = string | ReturnType<typeof html> | Content[]

/** One of the pages that Stripe would show on its own address. Hono's `html` escapes what is put into it. */
export function renderPage(title: string, body: Content) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · Stripe simulator</title>
<style>${pageStyle}</style>
</head>
<body><header class="simulator">This is a simulator on this machine, not Stripe. No card is charged.</header>
<main><h1>${title}</h1>${body}</main></body></html>`
}

export const renderFault = (fault: string | null) => (fault ? html`<p role="alert">${fault}</p>` : '')

/** For an address that is not, or no more, anybody's. */
export const renderGone = (title: string, text: string) => renderPage(title, html`<p>${text}</p>`)
