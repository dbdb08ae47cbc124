import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { confirmLink } from '#app/auth/confirm-link.server.ts'
import { toLinkType } from '#app/auth/link-type.ts'
import { linkWords, oneMoreWords } from '#app/auth/link-words.ts'
import { readLinkNext } from '#app/auth/read-link-next.server.ts'
import { Alert } from '#app/components/alert.tsx'
import { Button } from '#app/components/button.tsx'
import { NarrowPage } from '#app/components/narrow-page.tsx'
import { PageHeader } from '#app/components/page-header.tsx'
import { toTitle } from '#app/components/to-title.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [toTitle(linkWords[data?.type ?? 'email'].title)]

/** Opening the link changes nothing: mail scanners open every link, and would use it up before its owner comes. */
export function loader({ request }: LoaderFunctionArgs) {
  const query = new URL(request.url).searchParams
  return {
    tokenHash: query.get('token_hash') ?? '',
    type: toLinkType(query.get('type')),
    next: readLinkNext(query.get('next')),
    isOneMore: query.has('one-more'),
  }
}

export function action({ request, context }: ActionFunctionArgs) {
  return confirmLink({ request, context })
}

export default function ConfirmLink() {
  const { tokenHash, type, next, isOneMore } = useLoaderData<typeof loader>()
  const result = useActionData<typeof action>()
  const isPending = useNavigation().state !== 'idle'
  const { title, about, again } = linkWords[type]
  const fault = tokenHash ? result?.message : 'This link is not complete. Open it again from the email.'
  if (isOneMore)
    return (
      <NarrowPage>
        <PageHeader title={oneMoreWords.title}>{oneMoreWords.about}</PageHeader>
      </NarrowPage>
    )
  return (
    <NarrowPage>
      <PageHeader title={title}>{about}</PageHeader>
      {fault ? (
        <div className="mb-6">
          <Alert tone="bad">
            {fault}{' '}
            <Link to={result?.isSignedIn ? '/account' : again.to} className="text-link">
              {result?.isSignedIn ? 'You are signed in: go to your account' : again.label}
            </Link>
          </Alert>
        </div>
      ) : null}
      {tokenHash && !result?.isUsedUp ? (
        <Form method="post">
          <input type="hidden" name="token_hash" value={tokenHash} />
          <input type="hidden" name="type" value={type} />
          {next ? <input type="hidden" name="next" value={next} /> : null}
          <Button isWide isPending={isPending} pendingLabel="Confirming…">
            Confirm
          </Button>
        </Form>
      ) : null}
    </NarrowPage>
  )
}
