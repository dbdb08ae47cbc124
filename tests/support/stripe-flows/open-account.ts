import { createStripeSimulator } from '../../../local/stripe/create-stripe-simulator.ts'
import { readStripeEnv } from '../../../supabase/functions/_shared/env.ts'
import { wait } from '../../../supabase/functions/_shared/wait.ts'

/** The Stripe that a flow is played against: the simulator, or with `npm run test:stripe-sandbox` a sandbox of Stripe's. */
export type FlowAccount = {
  isSandbox: boolean
  secretKey: string
  fetch: (request: Request) => Response | Promise<Response>
  /** Lets time pass for who has no test clock. */
  wait: (milliseconds: number) => Promise<void>
  close: () => Promise<void>
}

export async function openAccount(): Promise<FlowAccount> {
  return process.env.TANDEM_STRIPE_FLOWS === 'sandbox' ? openSandbox() : openSimulator()
}

async function openSimulator(): Promise<FlowAccount> {
  const secretKey = 'sk_local'
  const simulator = await createStripeSimulator({
    secretKey,
    publishableKey: 'pk_local',
    webhookSecret: 'whsec_local',
    webhookUrl: null,
    stateFile: null,
  })
  return {
    isSandbox: false,
    secretKey,
    fetch: simulator.fetch,
    wait: async (milliseconds) => {
      await simulator.advanceClock({ advance_seconds: Math.ceil(milliseconds / 1000) })
    },
    close: simulator.close,
  }
}

/** The key was checked by the command that starts these tests: it is none of the live account. */
function openSandbox(): FlowAccount {
  const { secretKey, apiUrl } = readStripeEnv(process.env)
  return {
    isSandbox: true,
    secretKey,
    fetch: (request) => forward(request, apiUrl ?? 'https://api.stripe.com'),
    wait,
    close: async () => {},
  }
}

async function forward(request: Request, origin: string): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const headers = new Headers(request.headers)
  for (const name of ['host', 'connection', 'content-length']) headers.delete(name)
  const body = request.method === 'POST' ? await request.text() : undefined
  const answer = await fetch(`${origin}${pathname}${search}`, { method: request.method, headers, body })
  const answered = new Headers(answer.headers)
  // `fetch` has unpacked the body already.
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) answered.delete(name)
  return new Response(await answer.text(), { status: answer.status, headers: answered })
}
