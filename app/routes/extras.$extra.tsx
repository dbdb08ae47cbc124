import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { type ClientActionFunctionArgs, Link, type ShouldRevalidateFunction, useLoaderData } from '@remix-run/react'
import { readUser } from '#app/auth/read-user.server.ts'
import { requireUser } from '#app/auth/require-user.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { answerBuy } from '#app/billing/answer-buy.server.ts'
import { BuyExtra } from '#app/billing/buy-extra.tsx'
import { orOffline } from '#app/billing/or-offline.ts'
import { OwnedExtra } from '#app/billing/owned-extra.tsx'
import { PaymentNoScript } from '#app/billing/payment-no-script.tsx'
import { type ExtraPage, readExtraPage } from '#app/billing/read-extra-page.server.ts'
import { Alert } from '#app/components/alert.tsx'
import { ButtonLink } from '#app/components/button.tsx'
import { Card } from '#app/components/card.tsx'
import { PageHeader } from '#app/components/page-header.tsx'
import { toTitle } from '#app/components/to-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [toTitle(page?.extra.name ?? 'Extra')]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const user = await readUser(request, context)
  const page = await readExtraPage(getSupabase(request, context), user, request, params.extra ?? '')
  if (!page) throw data(null, { status: 404 })
  return page
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  await requireUser(request, context)
  return answerBuy(getSupabase(request, context), params.extra ?? '', await request.formData())
}

export const clientAction = ({ serverAction }: ClientActionFunctionArgs) => orOffline(serverAction<typeof action>)

/** What the form asks changes nothing on the page, and a page that is read again holds up the payment. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formMethod, defaultShouldRevalidate }) =>
  formMethod !== 'POST' && defaultShouldRevalidate

export default function Extra() {
  const page = useLoaderData<typeof loader>()
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader title={page.extra.name}>{page.extra.description}</PageHeader>
      <div className="grid gap-8 md:grid-cols-[1fr_20rem] md:items-start">
        <Offer page={page} />
        {page.isOwned ? null : <ExtraSummary page={page} />}
      </div>
    </div>
  )
}

function Offer({ page }: { page: ExtraPage }) {
  if (page.isOwned) return <OwnedExtra lessons={page.lessons} />
  if (page.isOnItsWay)
    return <Alert tone="warning">Your payment is on its way. Your bank has not confirmed it yet.</Alert>
  if (!page.isSignedIn) {
    return (
      <Card aria-labelledby="sign-in">
        <h2 id="sign-in" className="font-display text-heading font-semibold">
          Sign in to buy it
        </h2>
        <p className="mt-2 text-muted">What you buy belongs to your account, on the web and in the iPhone app.</p>
        <div className="mt-6 flex flex-wrap gap-3">
          <ButtonLink to={page.signInPath}>Sign in</ButtonLink>
          <ButtonLink to="/sign-up" variant="secondary">
            Create an account
          </ButtonLink>
        </div>
      </Card>
    )
  }
  return (
    <div>
      <PaymentNoScript />
      <BuyExtra page={page} />
    </div>
  )
}

function ExtraSummary({ page: { extra, lessons } }: { page: ExtraPage }) {
  return (
    <Card aria-labelledby="order" className="order-first md:order-last">
      <h2 id="order" className="font-display text-heading font-semibold">
        {extra.name}
      </h2>
      <ul className="mt-3 space-y-1 text-sm text-muted">
        {lessons.map(({ slug, title }) => (
          <li key={slug}>
            Opens{' '}
            <Link to={`/lessons/${slug}`} className="text-link">
              {title}
            </Link>
          </li>
        ))}
      </ul>
      <dl className="mt-5 flex items-baseline justify-between border-t border-line pt-4">
        <dt className="font-semibold">Today</dt>
        <dd className="font-display text-heading font-semibold tabular-nums">{extra.price}</dd>
      </dl>
      <p className="text-sm text-muted">once, and never again</p>
    </Card>
  )
}
