import { html } from 'hono/html'
import type { Account, ProviderName } from '../identity-state.ts'
import { emailChoice } from './email-choice.ts'
import { pageFrame, providerTitles } from './page-frame.ts'

/** Choose an account or name another; a form goes back to the same address, whose query holds what was asked for. */
export function signInPage(provider: ProviderName, accounts: Account[], fault?: string) {
  const title = providerTitles[provider]
  return pageFrame(
    title,
    html`<p class="quiet">To Tandem. This page stands in for the real one on your machine: no password is asked.</p>
  ${fault ? html`<p class="card bad" role="alert">${fault}</p>` : ''}
  ${accounts.length > 0 ? chooseAccount(accounts) : ''}
  <section class="card" aria-labelledby="other">
    <h2 id="other">${accounts.length > 0 ? 'Another account' : 'Your account'}</h2>
    <form method="post" class="stack">
      <label>Name <input name="name" autocomplete="name"></label>
      <label>E-mail address <input type="email" name="email" autocomplete="email" required></label>
      ${provider === 'apple' ? emailChoice() : verifiedBox()}
      <button class="main" name="action" value="continue">Continue</button>
    </form>
  </section>
  ${cancelForm()}`,
  )
}

export function cancelForm() {
  return html`<form method="post" class="stack"><button name="action" value="cancel">Cancel</button></form>`
}

function chooseAccount(accounts: Account[]) {
  return html`<section class="card" aria-labelledby="known">
  <h2 id="known">Choose an account</h2>
  <form method="post" class="stack">
    <input type="hidden" name="action" value="continue">
    ${accounts.map(
      (account) => html`<button class="account" name="account" value="${account.id}">${account.name}
      <span>${describe(account)}</span></button>`,
    )}
  </form>
</section>`
}

function describe(account: Account): string {
  if (account.consent?.hidesEmail) return `${account.email}, hidden from Tandem`
  return account.emailVerified ? account.email : `${account.email}, not verified`
}

function verifiedBox() {
  return html`<label class="tick"><input type="checkbox" name="email_verified" value="yes" checked>
  Google has verified this address</label>`
}
