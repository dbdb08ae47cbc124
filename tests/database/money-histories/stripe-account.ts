import { buildReport } from '../../support/records.ts'
import {
  buildCard,
  buildCharge,
  buildCustomer,
  buildDispute,
  buildInvoice,
  buildInvoicePayment,
  buildPayment,
} from '../../support/stripe/facts.ts'
import { beginning, day } from '../histories/delivery.ts'
import type { Identity, MoneyDelivery } from './money-delivery.ts'

export type Content = Record<string, unknown>
/** What was paid once: a charge with its payment intent, for an invoice or for an extra. */
export type Bill = {
  invoice: Content | null
  invoicePayment: Content | null
  payment: Content | null
  charge: Content | null
  dispute: Content | null
}

export const month = 30 * day
export const iso = (time: number) => new Date(time).toISOString()

/** One person's objects at Stripe, and what Stripe has sent about them so far. */
export function openAccount(identity: Identity) {
  const { suffix } = identity
  const userId = identity.link === 'early' ? null : identity.userId
  const customerId = `cus_${suffix}`
  const story: MoneyDelivery[] = []
  const counts: Record<string, number> = {}
  const idOf = (prefix: string) => {
    counts[prefix] = (counts[prefix] ?? 0) + 1
    return `${prefix}_${counts[prefix]}_${suffix}`
  }

  const account = {
    now: beginning,
    customerId,
    story,
    subscription: null as Content | null,
    periodEnd: 0,
    bills: [] as Bill[],
    cards: [] as Content[],
    customer: buildCustomer({
      store_customer_id: customerId,
      user_id: identity.link === 'never' ? userId : null,
    }) as Content,
    isDeleted: false,

    /** Sends an object as it is now. */
    tell(kind: MoneyDelivery['kind'], id: unknown, content: Content, eventType = `${kind}.updated`) {
      const eventId = `evt_${story.length}_${suffix}`
      const copy = { ...content }
      story.push({ at: account.now, eventId, eventType, kind, id: id as string | null, content: copy })
    },
    subscribe(more: Content): Content {
      const id = idOf('sub')
      const times = { started_at: iso(account.now), period_starts_at: iso(account.now) }
      const owner = { user_id: userId, store_customer_id: customerId }
      account.subscription = buildReport({ store_subscription_id: id, ...owner, ...times, ...more })
      return account.subscription
    },
    bill(period: { from: number; to: number }): Bill {
      const [invoiceId, intent] = [idOf('in'), idOf('pi')]
      const invoice = buildInvoice({
        invoice_id: invoiceId,
        store_customer_id: customerId,
        user_id: userId,
        store_subscription_id: account.subscription?.store_subscription_id,
        created_at: iso(account.now),
        period_starts_at: iso(period.from),
        period_ends_at: iso(period.to),
        paid_at: null,
        status: 'draft',
        amount_paid: 0,
        attempt_count: 0,
      })
      const invoicePayment = buildInvoicePayment({
        invoice_payment_id: idOf('inpay'),
        invoice_id: invoiceId,
        payment_intent_id: intent,
      })
      const bill = { invoice, invoicePayment, payment: null, charge: null, dispute: null }
      account.bills.push(bill)
      return bill
    },
    sell(): Bill {
      const payment = buildPayment({
        payment_intent_id: idOf('pi'),
        store_customer_id: customerId,
        user_id: userId,
        status: 'requires_payment_method',
        created_at: iso(account.now),
      })
      const bill = { invoice: null, invoicePayment: null, payment, charge: null, dispute: null }
      account.bills.push(bill)
      return bill
    },
    charge(bill: Bill, more: Content = {}): Content {
      const intent = (bill.invoicePayment ?? bill.payment)?.payment_intent_id
      const owner = { payment_intent_id: intent, store_customer_id: customerId, created_at: iso(account.now) }
      return buildCharge({ charge_id: idOf('ch'), ...owner, ...more })
    },
    dispute(bill: Bill): Content {
      const { charge_id, payment_intent_id } = bill.charge as { charge_id: string; payment_intent_id: string }
      // Stripe need not name the payment intent.
      const intent = account.bills.length % 2 ? payment_intent_id : null
      return buildDispute({ dispute_id: idOf('dp'), charge_id, payment_intent_id: intent })
    },
    attach(): Content {
      const card = buildCard({
        payment_method_id: idOf('pm'),
        store_customer_id: customerId,
        created_at: iso(account.now),
      })
      account.cards.push(card)
      return card
    },
  }
  return account
}
export type Account = ReturnType<typeof openAccount>
