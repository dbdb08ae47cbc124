// The simulator alone, for work on it: node local/stripe/serve.ts [webhook URL]
import { serve } from '@hono/node-server'
import { createStripeSimulator } from './create-stripe-simulator.ts'

const port = Number(process.env.PORT ?? 12111)
const simulator = await createStripeSimulator({
  secretKey: 'sk_local',
  publishableKey: 'pk_local',
  webhookSecret: 'whsec_local',
  webhookUrl: process.argv[2] ?? null,
  stateFile: null,
  log: console.log,
})
const server = serve({ fetch: simulator.fetch, hostname: '127.0.0.1', port }, () => {
  console.log(`Stripe simulator: http://127.0.0.1:${port}`)
})

process.once('SIGINT', () => {
  server.close()
  void simulator.close()
})
