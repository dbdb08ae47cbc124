import { html } from 'hono/html'
import type { Mail } from './mailbox.ts'
import { mailboxStyle } from './mailbox-style.ts'

/** The mailbox as a page that works without a script: a list, and the chosen message beside or below it. */
export function renderMailboxPage(mails: Mail[], chosen: Mail | null) {
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${chosen ? `${chosen.subject} · Mailbox` : 'Mailbox · Tandem local'}</title>
    <link rel="icon" href="data:," />
    <style>${mailboxStyle}</style>
  </head>
  <body>
    <header>
      <h1>Mailbox</h1>
      <p>Mail that the local stack sent. Nothing leaves this machine.</p>
      <a class="button" href="/">Refresh</a>
    </header>
    <main>
      <nav aria-label="Messages">${mails.length === 0 ? renderEmpty() : renderList(mails, chosen)}</nav>
      ${chosen ? renderMail(chosen) : ''}
    </main>
  </body>
</html>`
}

function renderEmpty() {
  return html`<p class="empty">No mail yet. Sign up on the web or on the phone, then refresh.</p>`
}

function renderList(mails: Mail[], chosen: Mail | null) {
  return html`<ul>${mails.map(
    (mail) => html`<li>
      <a href="/?message=${mail.id}#message" ${mail === chosen ? html`aria-current="true"` : ''}>
        <strong>${mail.subject}</strong>
        <span>${mail.to}</span>
        <time datetime="${mail.sent_at}">${mail.sent_at.slice(0, 19).replace('T', ' ')} UTC</time>
      </a>
    </li>`,
  )}</ul>`
}

function renderMail(mail: Mail) {
  return html`<article id="message" aria-label="Message">
    <h2>${mail.subject}</h2>
    <p>To ${mail.to}</p>
    <iframe src="/messages/${mail.id}/body" title="Message: ${mail.subject}"></iframe>
    <details><summary>Plain text</summary><pre tabindex="0" role="region" aria-label="Plain text of the message">${mail.text}</pre></details>
  </article>`
}
