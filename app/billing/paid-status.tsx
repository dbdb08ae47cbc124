import { ReturnStatus } from '#app/billing/return-status.tsx'
import type { ReturnWords } from '#app/billing/return-words.ts'
import { Button, ButtonLink } from '#app/components/button.tsx'

const words: Record<'paid' | 'waiting', ReturnWords> = {
  paid: { tone: 'good', title: 'Paid', text: 'Thank you. Everything is settled, and your lessons are open.' },
  waiting: {
    tone: 'warning',
    title: 'Your payment is on its way',
    text: 'Your bank has not confirmed it yet. Your account shows it as soon as it does; you need not stay on this page.',
  },
}

/** The end of the page that takes an open payment. */
export function PaidStatus({ progress, onAskAgain }: { progress: 'paid' | 'waiting'; onAskAgain?: () => void }) {
  return (
    <ReturnStatus words={words[progress]}>
      {progress === 'paid' ? <ButtonLink to="/lessons">To the lessons</ButtonLink> : null}
      {progress === 'waiting' && onAskAgain ? (
        <Button type="button" onClick={onAskAgain}>
          Look again
        </Button>
      ) : null}
      <ButtonLink to="/account" variant="secondary">
        To your account
      </ButtonLink>
    </ReturnStatus>
  )
}
