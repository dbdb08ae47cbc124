import { html } from 'hono/html'
import type { Account } from '../identity-state.ts'
import { emailChoice } from './email-choice.ts'
import { pageFrame, providerTitles } from './page-frame.ts'
import { cancelForm } from './sign-in-page.ts'

/** Apple's second page, for an account that Tandem does not know yet or no longer. */
export function consentPage(account: Account) {
  return pageFrame(
    providerTitles.apple,
    html`<p class="quiet">${account.name}, ${account.email}</p>
  <section class="card" aria-label="Your e-mail address">
    <form method="post" class="stack">
      <input type="hidden" name="account" value="${account.id}">
      ${emailChoice()}
      <button class="main" name="action" value="continue">Continue</button>
    </form>
  </section>
  ${cancelForm()}`,
  )
}
