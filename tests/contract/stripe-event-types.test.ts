import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type Stripe from 'stripe'
import { expect, it } from 'vitest'
import { handledEventTypes } from '../../supabase/functions/_shared/stripe/event-types.ts'
import { findSubject } from '../../supabase/functions/_shared/stripe/find-subject.ts'

/** Would be understood if they came, yet say nothing that another event does not. */
const notWanted = [
  'charge.captured',
  'charge.dispute.funds_reinstated',
  'charge.dispute.funds_withdrawn',
  'charge.expired',
  'charge.pending',
  'charge.refund.updated',
  'invoice.overdue',
  'invoice.payment_attempt_required',
  'invoice.payment_succeeded',
  'invoice.sent',
  'invoice.will_be_due',
  'payment_intent.amount_capturable_updated',
  'payment_intent.partially_funded',
  'subscription_schedule.expiring',
]
/** An object of which every type of event can make something. */
const object = {
  id: 'any_1',
  mode: 'subscription',
  status: 'failed',
  charge: 'ch_1',
  subscription: 'sub_1',
  metadata: { purpose: 'trial', extra_id: 'workshop' },
}

function readKnownTypes(): string[] {
  const entry = createRequire(import.meta.url).resolve('stripe')
  const file = path.join(path.dirname(entry), '../esm/resources/WebhookEndpoints.d.ts')
  const [, names = ''] = /type EnabledEvent = ([^;]+);/.exec(readFileSync(file, 'utf8')) ?? []
  return [...names.matchAll(/'([^']+)'/g)].map(([, name = '']) => name)
}

it('the webhook endpoint subscribes to types that Stripe has, each once', () => {
  const known = readKnownTypes()
  expect(known.length).toBeGreaterThan(200)
  expect(handledEventTypes.filter((type) => !known.includes(type))).toEqual([])
  expect([...handledEventTypes].sort()).toEqual([...new Set(handledEventTypes)])
})

it('the webhook endpoint subscribes to what the handler makes something of, and to nothing else', () => {
  const understood = readKnownTypes().filter((type) => findSubject({ type, data: { object } } as never as Stripe.Event))
  // The notice of a renewal is written from the event as it is.
  const expected = [...new Set([...understood, 'invoice.upcoming'])].filter((type) => !notWanted.includes(type))
  expect([...handledEventTypes]).toEqual(expected.sort())
})
