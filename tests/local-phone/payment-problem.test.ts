import { describe, expect, it } from 'vitest'
import { decidePaymentProblem } from '../../local/phone/client/data/payment-problem.ts'
import type { InvoiceRow, SubscriptionRow } from '../../local/phone/client/data/rows.ts'
import { ANN, buildEntitlements } from './fake-api-data.ts'
import { usePhone } from './use-phone.ts'

const END = '2046-12-21T08:00:00+00:00'
type Paid = Pick<SubscriptionRow, 'store' | 'status'>
const onWeb = (status: string): Paid => ({ store: 'stripe', status })
const invoice = (needs: InvoiceRow['needs'], billing_reason = 'subscription_cycle'): InvoiceRow => ({
  invoice_id: 'in_1',
  billing_reason,
  needs,
})

describe('what a payment on the web waits for', () => {
  it.each<[string, Paid[], InvoiceRow[], string | null]>([
    ['nothing, where all is paid', [onWeb('active')], [], null],
    ['nothing, while Stripe is still at it', [onWeb('active')], [invoice(null)], null],
    ['a card, in the grace after a failed renewal', [onWeb('in_grace_period')], [], 'payment_method'],
    ['a card, when the grace is over', [onWeb('in_billing_retry')], [], 'payment_method'],
    ['a card, for an upgrade that was declined', [onWeb('active')], [invoice('payment_method')], 'payment_method'],
    ['the bank, before any card', [onWeb('in_grace_period')], [invoice('action')], 'action'],
    [
      'nothing, for a purchase that was only begun',
      [onWeb('incomplete')],
      [invoice('action', 'subscription_create')],
      null,
    ],
    ['nothing of the web, when the App Store retries', [{ store: 'app_store', status: 'in_grace_period' }], [], null],
  ])('%s', (_name, subscriptions, invoices, problem) => {
    expect(decidePaymentProblem(subscriptions, invoices)).toBe(problem)
  })
})

describe('an unpaid subscription of the web on the phone', { timeout: 60_000 }, () => {
  const { phone, page, button, tab, see, signIn, findFaults } = usePhone()

  it('is said on the home screen, with a link to the page that finishes the payment', async () => {
    const grace = { store: 'stripe', expires_at: END, will_renew: true, status: 'in_grace_period' } as const
    phone().api.entitlements.set(ANN.id, buildEntitlements('premium', grace))
    phone().api.subscriptions.set(ANN.id, [onWeb('in_grace_period')])
    await signIn()
    const card = page().getByRole('region', { name: 'A payment failed' })
    expect(await card.getByRole('link').getAttribute('href')).toBe('http://localhost:3000/pay')
    expect(await card.getByRole('link').getAttribute('target')).toBe('_blank')
    expect(await findFaults()).toEqual([])
    await page().emulateMedia({ colorScheme: 'dark' })
    expect(await findFaults()).toEqual([])
    phone().api.subscriptions.clear()
    await button('Refresh').click()
    await card.waitFor({ state: 'hidden' })
  })

  it('asks for the bank’s confirmation where that is what is missing', async () => {
    phone().api.openInvoices.set(ANN.id, [invoice('action')])
    await signIn()
    await see('A payment on the web waits for your confirmation.')
  })

  it('opens the workshop to its owner, beside a plan or without one', async () => {
    const [row] = buildEntitlements('premium', { store: 'stripe', expires_at: END, will_renew: false })
    phone().api.entitlements.set(ANN.id, row ? [{ ...row, entitlement: 'workshop', plan_id: null }] : [])
    await signIn()
    await tab('Lessons')
    await page()
      .getByRole('button', { name: /True a wheel/ })
      .click()
    await see('Count to three <b>together</b>')
  })
})
