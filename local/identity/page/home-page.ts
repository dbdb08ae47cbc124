import { html } from 'hono/html'
import type { Account, IdentityState, LogEntry } from '../identity-state.ts'
import { pageFrame } from './page-frame.ts'

const shownLogEntries = 50

/** For people: who has an account, what Tandem knows of them, and what its server asked Apple for. */
export function homePage({ accounts, log }: IdentityState) {
  const of = (provider: Account['provider']) => accounts.filter((account) => account.provider === provider)
  return pageFrame(
    'Apple and Google sign-in',
    html`<p class="quiet">Accounts begin on the sign-in pages: press “Continue with Apple” or “Continue with Google” in Tandem.</p>
  <section aria-labelledby="apple"><h2 id="apple">Apple Accounts</h2>${cards(of('apple'), appleCard)}</section>
  <section aria-labelledby="google"><h2 id="google">Google Accounts</h2>${cards(of('google'), googleCard)}</section>
  <section aria-labelledby="log"><h2 id="log">Asked of Apple</h2>${cards(log.slice(0, shownLogEntries), logCard)}</section>`,
    'wide',
  )
}

function cards<T>(items: T[], card: (item: T) => ReturnType<typeof html>) {
  return items.length === 0 ? html`<p class="card quiet">None yet.</p>` : items.map(card)
}

function appleCard(account: Account) {
  const knows = account.consent
    ? html`Tandem knows ${account.consent.hidesEmail ? account.relayEmail : 'the address'}.`
    : 'Tandem has no access.'
  return html`<div class="card"><h3>${account.name}</h3><p>${account.email}</p><p class="quiet">${knows}</p>
  ${account.consent ? stopForm(account) : ''}</div>`
}

function stopForm({ id, email }: Account) {
  return html`<div class="row"><form method="post" action="/apple/accounts/${id}/stop">
  <button>Stop using ${email} with Tandem</button></form></div>`
}

function googleCard({ name, email, emailVerified }: Account) {
  return html`<div class="card"><h3>${name}</h3><p>${email}</p>
  <p class="quiet">${emailVerified ? 'Verified by Google.' : 'Not verified.'}</p></div>`
}

function logCard({ at, action, client_id, email, outcome }: LogEntry) {
  const what = action === 'revoke' ? 'A person’s tokens shall end' : 'Tokens'
  return html`<div class="card"><h3>${what}: ${outcome}</h3>
  <p class="quiet">${[email, client_id, at].filter(Boolean).join(', ')}</p></div>`
}
