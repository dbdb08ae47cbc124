import { useRouteError } from '@remix-run/react'
import { ButtonLink } from '#app/components/button.tsx'
import { describeError } from '#app/components/describe-error.ts'
import { PageHeader } from '#app/components/page-header.tsx'

/** One page for every failure: not found, temporarily away, and our own fault. */
export function ErrorPage() {
  const { status, title, text } = describeError(useRouteError())
  return (
    <>
      <p className="mb-3 font-mono text-sm text-muted">{status}</p>
      <PageHeader title={title}>{text}</PageHeader>
      <div className="flex flex-wrap gap-3">
        <ButtonLink to="/">To the front page</ButtonLink>
        <ButtonLink to="/lessons" variant="secondary">
          To the lessons
        </ButtonLink>
      </div>
    </>
  )
}
