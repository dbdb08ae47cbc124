import type { WebRule } from '../data/create-billing.ts'
import type { Phone } from '../phone.ts'
import { element } from '../view/element.ts'

/**
 * What may be said about the web depends on the country of the App Store (App Review guidelines 3.1.1 and 3.1.3), and our
 * server knows the rule. Whatever goes wrong on the way to it, the app says nothing.
 */
export async function readWebRule({ storeKit, billing }: Phone): Promise<WebRule> {
  try {
    return await billing.readWebRule(await storeKit.storefront())
  } catch {
    return 'nothing'
  }
}

/** For who could buy on the web as well. */
export function webOffer({ pricingUrl }: Phone, rule: WebRule): HTMLElement | null {
  if (rule === 'link') return webLink(pricingUrl, 'See the plans on the web')
  return rule === 'mention' ? element('p', { class: 'footnote' }, 'You can subscribe on our website, too.') : null
}

/** For who subscribes on the web: without a link and a price, unless the storefront allows one (App Review guideline 3.1.3). */
export function describeManagement(rule: WebRule): string {
  return rule === 'mention' ? 'You manage it on our website, on your account page.' : 'Manage it where you bought it.'
}

export function managementLink({ accountUrl }: Phone, rule: WebRule): HTMLElement | null {
  return rule === 'link' ? webLink(accountUrl, 'Manage it on the web') : null
}

function webLink(href: string, words: string): HTMLElement {
  return element('a', { href, target: '_blank', rel: 'noopener', class: 'web-link' }, words)
}
