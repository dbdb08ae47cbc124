import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { SectionCard } from '#app/account/section-card.tsx'
import { requireUser } from '#app/auth/require-user.server.ts'
import { AccountFrame } from '#app/billing/account-frame.tsx'
import { Alert } from '#app/components/alert.tsx'
import { Button, ButtonLink } from '#app/components/button.tsx'
import { toTitle } from '#app/components/to-title.ts'

export const meta: MetaFunction = () => [toTitle('Your data')]

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireUser(request, context)
  return { hasFailed: new URL(request.url).searchParams.get('download') === 'failed' }
}

export default function YourData() {
  const { hasFailed } = useLoaderData<typeof loader>()
  return (
    <AccountFrame title="Your data" intro="What we know about you: take it with you, or take it away.">
      <div className="space-y-6">
        {hasFailed ? (
          <Alert tone="bad">Your data could not be put together. Please try again in a minute.</Alert>
        ) : null}
        <SectionCard
          id="download"
          title="Download"
          intro="Everything that is stored about you, in one file (JSON) that people and programs can read."
        >
          {/* A document request: the browser saves the answer and stays on this page. */}
          <Form method="post" action="/account/export" reloadDocument>
            <Button variant="secondary">Download my data</Button>
          </Form>
        </SectionCard>
        <SectionCard
          id="move"
          title="Move a purchase"
          intro="You have two accounts, and what you bought in the App Store is in the other one? Bring it here, or give it away."
        >
          <ButtonLink to="/account/move" variant="secondary">
            Move a purchase
          </ButtonLink>
        </SectionCard>
        <SectionCard
          id="delete"
          title="Delete"
          intro="Your account and everything personal in it, for good. You see first what becomes of your subscription."
        >
          <ButtonLink to="/account/delete" variant="secondary">
            Delete my account…
          </ButtonLink>
        </SectionCard>
      </div>
    </AccountFrame>
  )
}
