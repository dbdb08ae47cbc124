import { useRevalidator } from '@remix-run/react'
import { CircleAlert, CircleCheck, Clock, LoaderCircle } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { ReturnState } from '#app/billing/decide-return-state.ts'
import { returnWords } from '#app/billing/return-words.ts'
import { ButtonLink } from '#app/components/button.tsx'
import { PageHeader } from '#app/components/page-header.tsx'

const signs = {
  good: { Icon: CircleCheck, className: 'text-brand' },
  warning: { Icon: Clock, className: 'text-warning' },
  bad: { Icon: CircleAlert, className: 'text-danger' },
  waiting: { Icon: LoaderCircle, className: 'motion-safe:animate-spin text-muted' },
}

/** The payment's state with the next step. The heading is announced when it changes. */
export function ReturnStatus({ state, retryPath }: { state: ReturnState; retryPath: string }) {
  const { title, text, tone } = returnWords[state]
  const { Icon, className } = signs[tone]
  useAskAgain(state === 'unlocking')
  return (
    <>
      <div role="status">
        <Icon aria-hidden className={`mb-5 size-10 ${className}`} />
        <PageHeader title={title}>{text}</PageHeader>
      </div>
      <NextSteps state={state} retryPath={retryPath} />
    </>
  )
}

function NextSteps({ state, retryPath }: { state: ReturnState; retryPath: string }) {
  if (state === 'asking') return null
  const canRetry = state === 'failed' || state === 'canceled' || state === 'nothing'
  return (
    <div className="flex flex-wrap gap-3">
      {canRetry ? (
        <ButtonLink to={retryPath}>{state === 'nothing' ? 'See the plans' : 'Try again'}</ButtonLink>
      ) : (
        <ButtonLink to="/lessons">To the lessons</ButtonLink>
      )}
      <ButtonLink to="/account" variant="secondary">
        To your account
      </ButtonLink>
    </div>
  )
}

const intervalMs = 1_500
const attempts = 20

/** Asks our server again while money has arrived and the right has not; gives up after half a minute. */
function useAskAgain(isWaiting: boolean): void {
  const { revalidate, state } = useRevalidator()
  const asked = useRef(0)
  useEffect(() => {
    if (!isWaiting || state !== 'idle' || asked.current >= attempts) return
    const timer = setTimeout(() => {
      asked.current += 1
      revalidate()
    }, intervalMs)
    return () => clearTimeout(timer)
  }, [isWaiting, state, revalidate])
}
