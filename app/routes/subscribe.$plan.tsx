import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import {
  type ClientActionFunctionArgs,
  type ShouldRevalidateFunction,
  useActionData,
  useLoaderData,
  useRevalidator,
} from '@remix-run/react'
import { useState } from 'react'
import { requireUser } from '#app/auth/require-user.server.ts'
import { SubscribedBefore } from '#app/auth/subscribed-before.tsx'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { answerSubscribe } from '#app/billing/answer-subscribe.server.ts'
import type { Offer } from '#app/billing/describe-offer.ts'
import { HostedCheckout } from '#app/billing/hosted-checkout.tsx'
import { orOffline } from '#app/billing/or-offline.ts'
import { OrderSummary } from '#app/billing/order-summary.tsx'
import { PaymentNoScript } from '#app/billing/payment-no-script.tsx'
import { PromotionField } from '#app/billing/promotion-field.tsx'
import { readSubscribePage } from '#app/billing/read-subscribe-page.server.ts'
import { RefusalCard } from '#app/billing/refusal-card.tsx'
import { SubscribeForm } from '#app/billing/subscribe-form.tsx'
import { PageHeader } from '#app/components/page-header.tsx'
import { toTitle } from '#app/components/to-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  toTitle(page ? `Subscribe to ${page.offer.name}` : 'Subscribe'),
]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireUser(request, context)
  const page = await readSubscribePage(getSupabase(request, context), request, params.plan ?? '')
  if (!page) throw data(null, { status: 404 })
  return page
}

/** Asks the billing function. It decides whether there may be a purchase; asking twice gives the same one. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const user = await requireUser(request, context)
  return answerSubscribe(getSupabase(request, context), user, params.plan ?? '', request)
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => orOffline(serverAction<typeof action>)

/** What the form asks changes nothing on the page, and a page that is read again holds up the payment. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod, defaultShouldRevalidate }) =>
  formMethod !== 'POST' && defaultShouldRevalidate

export default function Subscribe() {
  const page = useLoaderData<typeof loader>()
  // A new key: what was applied to one plan means nothing for another.
  return <SubscribePage key={`${page.offer.planId}-${page.offer.trialDays}`} {...page} />
}

type Page = NonNullable<Awaited<ReturnType<typeof readSubscribePage>>>

function SubscribePage(page: Page) {
  // A code that was sent before the page's script had come: the answer comes with the document.
  const answer = useActionData<typeof action>()
  const [promoted, setPromoted] = useState<Offer | null>(answer?.kind === 'promotion' ? answer.offer : null)
  const offer = promoted ?? page.offer
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader title={`Subscribe to ${offer.name}`} />
      <div className="grid gap-8 md:grid-cols-[1fr_20rem] md:items-start">
        <Payment page={page} offer={offer} />
        <OrderSummary offer={offer} includes={page.includes}>
          {page.takesPromotionCodes ? (
            <PromotionField
              code={offer.discount?.code ?? null}
              refusal={answer?.kind === 'refused' ? answer.message : null}
              isTrial={offer.trialDays > 0}
              onChange={setPromoted}
            />
          ) : null}
        </OrderSummary>
      </div>
      {page.refusal ? null : (
        <div className="mt-8">
          <SubscribedBefore isSignedIn />
        </div>
      )}
    </div>
  )
}

function Payment({ page, offer }: { page: Page; offer: Offer }) {
  const { revalidate } = useRevalidator()
  const answer = useActionData<typeof action>()
  if (page.refusal) return <RefusalCard code={page.refusal} planId={offer.planId} onRetry={revalidate} />
  if (page.isHosted) {
    return <HostedCheckout offer={offer} refusal={answer?.kind === 'refused' ? answer.code : null} />
  }
  return (
    <div>
      <PaymentNoScript />
      <SubscribeForm setup={page.setup} siteUrl={page.siteUrl} offer={offer} hasCards={page.hasCards} />
    </div>
  )
}
