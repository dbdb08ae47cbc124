import { html } from 'hono/html'
import { PRODUCTS } from '../catalogue.ts'
import type { AccountDescription } from '../routes/describe-store.ts'
import { STOREFRONTS } from '../storefronts.ts'
import {
  actionButton,
  type Choice,
  choiceField,
  hiddenFields,
  submitButton,
  textField,
  tickField,
} from './form-parts.ts'
import { formatTime } from './format-time.ts'
import { pageSection } from './page-section.ts'
import { takeNewest, type View } from './view.ts'

const STOREFRONT_CHOICES = Object.keys(STOREFRONTS).map((code): Choice => [code, code])
const PRODUCT_CHOICES = PRODUCTS.map(({ productId, displayName }): Choice => [productId, displayName])

export function accountsSection(view: View) {
  const words = { id: 'accounts', title: 'Apple Accounts', empty: 'No Apple Account has met the app yet.' }
  return pageSection(words, takeNewest(view.store.accounts, view), (account) => card(view, account), tools(view))
}

function tools(view: View) {
  return html`<div class="card">
    <div class="row">
      <form method="get" action="/">${textField('account', 'Show only', view.account ?? '')}${submitButton('Show')}</form>
      ${view.account === null ? '' : html`<a class="button" href="/">Show everybody</a>`}
    </div>
    <details${view.store.accounts.length === 0 ? html` open` : ''}><summary>New Apple Account</summary>
      <div class="row"><form method="post" action="/page/accounts">
        ${textField('account', 'Name')}
        ${choiceField('storefront', 'Storefront', STOREFRONT_CHOICES, 'SGP')}
        ${tickField('asks_to_buy', 'Asks to buy', false)}
        ${submitButton('Add')}
      </form></div>
    </details>
    <details><summary>Family</summary>
      <p class="quiet">The organizer’s Premium is shared. No members: there is no family any more.</p>
      <div class="row"><form method="post" action="/page/family">
        ${textField('organizer', 'Organizer')}
        ${textField('members', 'Members, with commas', '', false)}
        ${tickField('shares', 'Shares purchases', true)}
        ${submitButton('Save family')}
      </form></div>
    </details>
  </div>`
}

function card(view: View, account: AccountDescription) {
  const { apple_account: name, app_transaction_id: id } = account
  return html`<article class="card" id="a${id}" aria-labelledby="at${id}">
  <h3 id="at${id}"><a href="/?${new URLSearchParams({ account: name })}">${name}</a></h3>
  <p>${describe(view, account)}</p>
  <details><summary>Settings and purchases<span class="hidden"> of ${name}</span></summary>
    <div class="row"><form method="post" action="/page/accounts">
      ${hiddenFields({ account: name })}
      ${choiceField('storefront', 'Storefront', STOREFRONT_CHOICES, account.storefront)}
      ${tickField('asks_to_buy', 'Asks to buy', account.asks_to_buy)}
      ${submitButton('Save', name)}
    </form></div>
    <div class="row"><form method="post" action="/page/outside-purchase">
      ${hiddenFields({ account: name })}
      ${choiceField('product', 'Product', PRODUCT_CHOICES)}
      ${submitButton('Buy in the App Store', name)}
    </form></div>
    <div class="row"><form method="post" action="/page/redeem-code">
      ${hiddenFields({ account: name })}
      ${textField('code', 'Offer code', 'RIDEAPPLE')}
      ${submitButton('Redeem', name)}
    </form></div>
    <div class="row">${actionButton('/page/rescind-consent', 'Rescind consent', name, { account: name })}</div>
  </details>
</article>`
}

function describe({ store }: View, account: AccountDescription): string {
  const { apple_account: name, storefront, asks_to_buy, family_organizer, consent_rescinded_at } = account
  return [
    `Storefront ${storefront}`,
    asks_to_buy ? 'asks to buy' : '',
    family_organizer === name ? describeFamily(store.families, name) : '',
    family_organizer && family_organizer !== name ? `in the family of ${family_organizer}` : '',
    consent_rescinded_at ? `consent rescinded ${formatTime(consent_rescinded_at)}` : '',
  ]
    .filter(Boolean)
    .join(', ')
}

function describeFamily(families: View['store']['families'], organizer: string): string {
  const family = families.find((one) => one.organizer === organizer)
  if (!family) return ''
  const sharing = family.shares ? 'shares with' : 'does not share with'
  return `${sharing} ${family.members.join(', ')}`
}
