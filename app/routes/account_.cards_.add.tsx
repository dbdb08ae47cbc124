import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react'
import { redirectAfterPost } from '#app/auth/redirect-with-session.server.ts'
import { requireUser } from '#app/auth/require-user.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { AccountFrame } from '#app/billing/account-frame.tsx'
import { AddCardForm } from '#app/billing/add-card-form.tsx'
import { type BillingRefusal, callBilling } from '#app/billing/call-billing.server.ts'
import { FinishCard } from '#app/billing/finish-card.tsx'
import { orOffline } from '#app/billing/or-offline.ts'
import { readPaymentsSetup } from '#app/billing/read-payments-setup.server.ts'
import { readPlans } from '#app/billing/read-plans.server.ts'
import { Alert } from '#app/components/alert.tsx'
import { toTitle } from '#app/components/to-title.ts'

export const meta: MetaFunction = () => [toTitle('Add a card')]

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireUser(request, context)
  const [plan] = await readPlans(getSupabase(request, context))
  const query = new URL(request.url).searchParams
  return { setup: readPaymentsSetup(), currency: plan?.currency ?? 'sgd', setupIntentId: readSetupIntentId(query) }
}

/** `start`: asks for what the browser confirms. `finish`: the card is confirmed and can be saved. */
export async function action({ request, context }: ActionFunctionArgs) {
  await requireUser(request, context)
  const form = await request.formData()
  const supabase = getSupabase(request, context)
  if (form.get('intent') === 'start') {
    const result = await callBilling(supabase, 'cards/add')
    return result.ok ? { kind: 'ready' as const, clientSecret: result.value.client_secret } : refuse(result)
  }
  if (form.get('intent') !== 'finish') throw data(null, { status: 400 })

  const result = await callBilling(supabase, 'cards/finish', {
    setup_intent_id: String(form.get('setup_intent') ?? ''),
  })
  return result.ok ? redirectAfterPost(context, `/account/cards?done=${result.value.outcome}`) : refuse(result)
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => orOffline(serverAction<typeof action>)

const refuse = ({ message }: BillingRefusal) => ({ kind: 'refused' as const, text: message })

/** Stripe sends the browser back with the client secret in the address: `seti_…_secret_…`. */
function readSetupIntentId(query: URLSearchParams): string | null {
  return query.get('setup_intent_client_secret')?.split('_secret_')[0] ?? null
}

export default function AddCard() {
  const { setup, currency, setupIntentId } = useLoaderData<typeof loader>()
  return (
    <AccountFrame title="Add a card">
      <div className="max-w-md">
        <noscript>
          <Alert tone="warning">Adding a card needs JavaScript, because the card form comes from Stripe.</Alert>
        </noscript>
        <div className="[@media(scripting:none)]:hidden">
          {setupIntentId ? (
            <FinishCard key={setupIntentId} setupIntentId={setupIntentId} />
          ) : (
            <AddCardForm setup={setup} currency={currency} />
          )}
        </div>
      </div>
    </AccountFrame>
  )
}
