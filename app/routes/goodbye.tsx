import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { readUser } from '#app/auth/read-user.server.ts'
import { appStoreSubscriptions } from '#app/billing/app-store-subscriptions.ts'
import { Alert } from '#app/components/alert.tsx'
import { ButtonLink } from '#app/components/button.tsx'
import { NarrowPage } from '#app/components/narrow-page.tsx'
import { PageHeader } from '#app/components/page-header.tsx'
import { toTitle } from '#app/components/to-title.ts'

export const meta: MetaFunction = () => [toTitle('Your account is deleted')]

/** `?app-store`: Apple goes on charging, and nobody but the person can end that. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  if (await readUser(request, context)) throw redirect('/account')
  return { hasAppStoreSubscription: new URL(request.url).searchParams.has('app-store') }
}

export default function Goodbye() {
  const { hasAppStoreSubscription } = useLoaderData<typeof loader>()
  return (
    <NarrowPage>
      <PageHeader title="Your account is deleted">
        You are signed out everywhere, and nothing more is charged on this website. Thank you for riding with us.
      </PageHeader>
      {hasAppStoreSubscription ? (
        <div className="mb-8">
          <Alert tone="warning">
            <p>
              Apple still charges for your subscription in the App Store, and only you can end that: on your iPhone in
              Settings, your name, Subscriptions.
            </p>
            <a href={appStoreSubscriptions} className="text-link inline-flex min-h-11 items-center">
              Open your App Store subscriptions
            </a>
            <p>Or keep it: sign in to the app with another account and restore your purchases there.</p>
          </Alert>
        </div>
      ) : null}
      <ButtonLink to="/">To the front page</ButtonLink>
    </NarrowPage>
  )
}
