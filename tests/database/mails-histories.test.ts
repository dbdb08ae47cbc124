import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  bearRenewing,
  claimMails,
  failRenewal,
  inHours,
  letRestPass,
  payRenewal,
  type Renewing,
  readDueMails,
  trialOf,
} from '../support/mails/owed-mails.ts'
import { openTestDatabase } from '../support/open-test-database.ts'
import { recordStripe } from '../support/records.ts'
import { buildCharge, buildInvoicePayment, buildPayment, recordFact } from '../support/stripe/facts.ts'
import { reportOf } from '../support/stripe/pay-subscription.ts'
import { type Arrival, arrange, arrivals } from './histories/arrival.ts'

const sql = openTestDatabase()

/** Tells one event of Stripe's. */
type Tell = (person: Renewing) => Promise<unknown>
type Step = (at: string, person: Renewing, life: Life) => Promise<unknown>
/** What the steps before have led to: an event carries the whole object, not the difference. */
type Life = { attempt: number; isPaid: boolean; willRenew: boolean; trialEndsIn: number; isTrial: boolean }

const report = (person: Renewing, { isTrial, trialEndsIn, willRenew }: Life) =>
  isTrial
    ? trialOf(person, trialEndsIn, { will_renew: willRenew })
    : reportOf(person, { started_at: inHours(-200), will_renew: willRenew })
const tellSubscription: Step = (at, person, life) => recordStripe(sql, report(person, life), at)
const tellInvoice =
  (eventType: string): Step =>
  (at, person, { attempt, isPaid }) => {
    const told = { at, eventType }
    return isPaid
      ? payRenewal(sql, person, { attempt_count: attempt }, told)
      : failRenewal(sql, person, { attempt_count: attempt }, told)
  }
const fact =
  (kind: 'charge' | 'invoice_payment' | 'payment', build: (person: Renewing) => object): Step =>
  (at, person) =>
    recordFact(sql, kind, build(person), { at })

/** Each changes the life and says what Stripe then tells; null: it cannot happen now. */
const steps: Record<string, (life: Life) => Step[] | null> = {
  fails: (life) => {
    if (life.isPaid) return null
    life.attempt += 1
    return [tellInvoice('invoice.updated'), tellInvoice('invoice.payment_failed')]
  },
  asksForConfirmation: (life) => {
    if (life.isPaid) return null
    life.attempt += 1
    return [tellInvoice('invoice.payment_failed'), tellInvoice('invoice.payment_action_required')]
  },
  failsByHand: ({ isPaid, attempt }) => (isPaid || attempt === 0 ? null : [tellInvoice('invoice.payment_failed')]),
  isPaid: (life) => {
    if (life.isPaid) return null
    life.isPaid = true
    return [tellInvoice('invoice.paid'), tellInvoice('invoice.updated')]
  },
  isRefunded: ({ isPaid }) => {
    if (!isPaid) return null
    const intent = ({ suffix }: Renewing) => ({ payment_intent_id: `pi_in_${suffix}` })
    return [
      fact('invoice_payment', (person) =>
        buildInvoicePayment({
          invoice_payment_id: `inpay_${person.suffix}`,
          invoice_id: person.invoiceId,
          ...intent(person),
        }),
      ),
      fact('charge', (person) =>
        buildCharge({
          charge_id: `ch_${person.suffix}`,
          ...intent(person),
          amount_refunded: 1590,
          is_refunded: true,
        }),
      ),
    ]
  },
  trialNearsItsEnd: (life) => {
    life.trialEndsIn = 48
    return life.isTrial ? [tellSubscription] : null
  },
  trialIsMadeLonger: (life) => {
    life.trialEndsIn += 1
    return life.isTrial ? [tellSubscription] : null
  },
  trialIsOver: (life) => {
    life.isTrial = false
    return [tellSubscription]
  },
  isCancelled: (life) => {
    life.willRenew = false
    return [tellSubscription]
  },
  isResumed: (life) => {
    life.willRenew = true
    return [tellSubscription]
  },
  buysExtra: () =>
    ['requires_action', 'succeeded'].map((status) =>
      fact('payment', (person) =>
        buildPayment({
          payment_intent_id: `pi_${person.suffix}`,
          store_customer_id: person.customerId,
          status,
        }),
      ),
    ),
}
const names = Object.keys(steps) as (keyof typeof steps)[]

/** The events of a life, each with the state that it tells. */
function play(history: string[]): Tell[] {
  const life: Life = { attempt: 0, isPaid: false, willRenew: true, trialEndsIn: 120, isTrial: true }
  const deliveries: Tell[] = []
  history.forEach((name, index) => {
    const tell = steps[name]?.(life) ?? []
    const then = { ...life }
    // Since yesterday, so that all of it is news.
    const at = inHours(-24 + index / 60)
    for (const step of tell) deliveries.push((person) => step(at, person, then))
  })
  return deliveries
}

const anonymous = ({ suffix, email }: Renewing, mails: unknown) =>
  JSON.parse(JSON.stringify(mails).replaceAll(suffix, 'person').replaceAll(email, 'somebody'))

async function live(deliveries: Tell[]) {
  const person = await bearRenewing(sql)
  for (const deliver of deliveries) await deliver(person)
  return anonymous(person, await readDueMails(sql, person.email))
}

const cases = fc.record({
  history: fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 9, size: 'max' }),
  arrival: arrivals,
})
const property = (check: (one: { history: string[]; arrival: Arrival }) => Promise<void>) =>
  fc.assert(fc.asyncProperty(cases, check), { numRuns: 100, endOnFailure: true })

describe('the events of one customer, in any order and however often', () => {
  it('owe the same mails, with the same content', { timeout: 120_000 }, async () => {
    let owed = 0
    await property(async ({ history, arrival }) => {
      const inOrder = await live(play(history))
      expect(await live(arrange(play(history), arrival))).toEqual(inOrder)
      owed += inOrder.length
    })
    expect(owed).toBeGreaterThan(50)
  })

  it('never send one mail twice, when some are sent between them', { timeout: 120_000 }, async () => {
    await property(async ({ history, arrival }) => {
      const person = await bearRenewing(sql)
      const sent: string[] = []
      for (const deliver of arrange(play(history), arrival)) {
        await deliver(person)
        await letRestPass(sql)
        for (const { key, to } of await claimMails(sql)) {
          await sql`select billing.finish_owed_mail(${key}, 'sent')`
          if (to === person.email) sent.push(key)
        }
      }
      expect(sent).toEqual([...new Set(sent)])
      expect(await readDueMails(sql, person.email)).toEqual([])
    })
  })
})
