import Stripe from 'stripe'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createStripeSimulator, type StripeSimulator } from '../../local/stripe/create-stripe-simulator.ts'
import { localKeys } from '../../local/supabase/local-keys.ts'
import { readPlans, type SoldPlan } from '../../scripts/stripe-setup/read-plans.ts'
import { setUpAccount } from '../../scripts/stripe-setup/set-up-account.ts'
import { createStripeClient } from '../../supabase/functions/_shared/stripe/create-stripe-client.ts'
import { handledEventTypes } from '../../supabase/functions/_shared/stripe/event-types.ts'
import { type ServedFetch, serveFetch } from '../support/serve-fetch.ts'
import { startTestApi, type TestApi } from '../support/test-api.ts'

const webhookUrl = 'https://project.example.com/functions/v1/stripe-webhook'
let api: TestApi
let simulator: StripeSimulator
let served: ServedFetch
let stripe: Stripe
let plans: SoldPlan[]
let lines: string[] = []

beforeAll(async () => {
  api = await startTestApi()
  simulator = await createStripeSimulator({
    secretKey: 'sk_local',
    publishableKey: 'pk_local',
    webhookSecret: 'whsec_local',
    webhookUrl: null,
    stateFile: null,
  })
  served = await serveFetch(simulator.fetch)
  stripe = createStripeClient({ secretKey: 'sk_local', apiUrl: served.url })
})
beforeEach(async () => {
  plans = await readPlans({ supabaseUrl: api.url, publishableKey: localKeys.publishable })
})
afterAll(async () => {
  await served.close()
  await simulator.close()
  await api.close()
})

async function setUp(env: { supabaseUrl?: string; siteUrl?: string } = {}) {
  lines = []
  const addresses = { supabaseUrl: 'https://project.example.com', siteUrl: 'https://tandem.example.com', ...env }
  await setUpAccount({ ...addresses, apiUrl: served.url }, { stripe, plans, say: (line) => lines.push(line) })
  return lines
}
const outcomes = () => lines.map((line) => line.split('  ')[0]?.trim())
const linesAbout = (subject: string) => lines.filter((line) => line.includes(subject))

describe('npm run stripe:setup', () => {
  it('makes what Tandem sells and listens to, and tells the signing secret once', async () => {
    const said = await setUp()
    expect(said.find((line) => line.includes('supabase secrets set'))).toMatch(/STRIPE_WEBHOOK_SECRET=whsec_\w+$/)
    const { data } = await stripe.webhookEndpoints.list()
    expect(data).toMatchObject([
      { url: webhookUrl, api_version: Stripe.API_VERSION, status: 'enabled', enabled_events: [...handledEventTypes] },
    ])
    const portals = (await stripe.billingPortal.configurations.list()).data
    const portal = portals.find(({ metadata }) => metadata?.made_by === 'tandem')
    expect(portal?.features).toMatchObject({
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
      subscription_cancel: { enabled: true, mode: 'at_period_end' },
      subscription_update: { enabled: false },
    })
    const domains = (await stripe.paymentMethodDomains.list()).data
    expect(domains.map(({ domain_name }) => domain_name)).toEqual(['tandem.example.com'])
  })

  it('run again, changes nothing and says so', async () => {
    await setUp()
    await setUp()
    expect(outcomes()).toEqual(Array(plans.length * 2 + 3).fill('unchanged'))
    expect(lines.join()).not.toContain('whsec_')
  })

  it('sells at the new amount of a plan, and archives the old price without touching who pays it', async () => {
    const [standard] = plans
    const lookupKey = standard?.stripe_lookup_key ?? ''
    const [old] = (await stripe.prices.list({ lookup_keys: [lookupKey] })).data
    plans = plans.map((plan) => (plan === standard ? { ...plan, amount: 1090 } : plan))
    await setUp()
    expect(linesAbout(`price ${lookupKey}`)).toEqual([expect.stringMatching(/^updated .+1090 sgd a month/)])
    const sold = (await stripe.prices.list({ lookup_keys: [lookupKey], active: true })).data
    expect(sold).toMatchObject([{ unit_amount: 1090, product: 'tandem_standard' }])
    expect(await stripe.prices.retrieve(old?.id ?? '')).toMatchObject({ active: false, lookup_key: null })
    expect(outcomes().filter((outcome) => outcome === 'updated')).toHaveLength(1)
  })

  it('brings back what was changed by hand: a product taken off sale, a webhook that was switched off', async () => {
    await setUp()
    await stripe.products.update('tandem_premium', { active: false })
    const [endpoint] = (await stripe.webhookEndpoints.list()).data
    await stripe.webhookEndpoints.update(endpoint?.id ?? '', { enabled_events: ['invoice.paid'], disabled: true })
    await setUp()
    expect(linesAbout('product tandem_premium')[0]).toMatch(/^updated/)
    expect(linesAbout('webhook ')[0]).toMatch(/^updated/)
    expect(await stripe.products.retrieve('tandem_premium')).toMatchObject({ active: true })
    expect((await stripe.webhookEndpoints.list()).data).toMatchObject([
      { status: 'enabled', enabled_events: [...handledEventTypes] },
    ])
  })

  it('replaces a webhook of another API version, whose events have another shape', async () => {
    const [ours] = (await stripe.webhookEndpoints.list()).data
    await stripe.webhookEndpoints.del(ours?.id ?? '')
    const old = await stripe.webhookEndpoints.create({
      url: webhookUrl,
      api_version: '2024-06-20',
      enabled_events: ['*'],
    })
    await setUp()
    expect(linesAbout('webhook ')[0]).toMatch(/^created .+2024-06-20 is disabled$/)
    const endpoints = (await stripe.webhookEndpoints.list()).data
    expect(endpoints.find(({ id }) => id === old.id)).toMatchObject({ status: 'disabled' })
    expect(endpoints.find(({ id }) => id !== old.id)).toMatchObject({ api_version: Stripe.API_VERSION })
  })
})
