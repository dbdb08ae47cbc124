import { z } from 'zod'
import { defaultDelayMs, webhookFaults } from '../../events/webhook-trouble.ts'
import { defineAct } from './act.ts'

const words = {
  decline: 'The next payment is declined.',
  authenticate: 'The next payment asks for 3-D Secure.',
  process: 'The next payment stays in processing until the clock moves.',
}

/** What goes wrong next. */
export const troubleActs = [
  defineAct({
    path: '/next-payment',
    input: z.strictObject({ outcome: z.enum(['decline', 'authenticate', 'process']).nullable().default(null) }),
    run({ world }, { outcome }) {
      world.faults.nextPayment = outcome
      return { answer: { outcome }, note: outcome ? words[outcome] : 'The next payment goes as its card says.' }
    },
  }),
  defineAct({
    path: '/webhooks',
    input: z.strictObject({
      fault: z.enum(webhookFaults).nullable().default(null),
      count: z.coerce.number().int().positive().nullable().default(null),
      delay_ms: z.coerce.number().int().nonnegative().max(600_000).default(defaultDelayMs),
    }),
    run({ trouble }, { fault, count, delay_ms }) {
      Object.assign(trouble, { fault, remaining: count, delayMs: delay_ms })
      const which = count === null ? 'all events until it is switched off' : `the next ${count} events`
      return { answer: { fault, count, delay_ms }, note: fault ? `Webhooks: ${fault}, ${which}.` : 'Webhooks work.' }
    },
  }),
  defineAct({
    path: '/api-failure',
    input: z.strictObject({
      status: z
        .union([z.coerce.number().int().min(400).max(599), z.literal('dropped')])
        .nullable()
        .default(null),
      count: z.coerce.number().int().positive().default(1),
      when: z.enum(['before', 'after']).default('before'),
    }),
    run({ world }, { status, count, when }) {
      world.faults.failure = status === null ? null : { status, count, when }
      const note = status === null ? 'The API answers.' : `The next ${count} requests to the API: ${status}.`
      return { answer: { status, count, when }, note }
    },
  }),
  defineAct({
    path: '/settings',
    input: z.strictObject({ after_last_retry: z.enum(['cancel', 'unpaid', 'past_due']) }),
    run({ world }, { after_last_retry }) {
      world.state.afterRetries = after_last_retry
      return { answer: { after_last_retry }, note: `After the last retry: ${after_last_retry}.` }
    },
  }),
]
