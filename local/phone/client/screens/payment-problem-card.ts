import type { PaymentProblem } from '../data/payment-problem.ts'
import { element } from '../view/element.ts'

const WORDS = {
  payment_method: {
    title: 'A payment failed',
    text: 'Your last payment on the web did not go through.',
    link: 'Fix it',
  },
  action: {
    title: 'Your bank is asking',
    text: 'A payment on the web waits for your confirmation.',
    link: 'Confirm it',
  },
} as const

/** Leads to the page that finishes a payment already owed, in the browser: nothing is sold here. */
export function paymentProblemCard(problem: PaymentProblem, payUrl: string): HTMLElement {
  const { title, text, link } = WORDS[problem]
  return element(
    'section',
    { class: 'card warning-card', 'aria-labelledby': 'payment-problem' },
    element('h2', { id: 'payment-problem' }, title),
    element(
      'p',
      {},
      text,
      ' ',
      element('a', { href: payUrl, target: '_blank', rel: 'noopener' }, `${link} on the web`),
    ),
  )
}
