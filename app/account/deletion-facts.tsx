import { Link } from '@remix-run/react'
import type { DeletionNote } from '#app/account/describe-deletion.ts'
import { SectionCard } from '#app/account/section-card.tsx'
import { appStoreSubscriptions } from '#app/billing/app-store-subscriptions.ts'
import { Alert } from '#app/components/alert.tsx'

/** What deleting the account does, before it is done. */
export function DeletionFacts({ notes }: { notes: DeletionNote[] }) {
  return (
    <div className="space-y-6">
      {notes.map((note) => (
        <Alert key={note.id} tone="warning">
          <p>{note.text}</p>
          {note.kind === 'apple' ? (
            <a href={appStoreSubscriptions} className="text-link inline-flex min-h-11 items-center">
              Cancel it in the App Store
            </a>
          ) : null}
          {note.unused ? (
            <p className="mt-2">
              To use it up,{' '}
              <Link to="/account" className="text-link">
                cancel it
              </Link>{' '}
              instead, and delete your account when it has ended.
            </p>
          ) : null}
        </Alert>
      ))}
      <SectionCard id="deleted" title="What is deleted">
        <ul className="list-disc space-y-1.5 pl-5">
          <li>Your name, your email address, your password and every other way to sign in.</li>
          <li>Your sessions, here and in the app: you are signed out everywhere.</li>
          <li>Your saved cards, here and at Stripe.</li>
          <li>Your access to lessons, and to what you bought once.</li>
        </ul>
      </SectionCard>
      <SectionCard id="kept" title="What is kept">
        <ul className="list-disc space-y-1.5 pl-5">
          <li>What was sold, when and for how much, without your name and address: the books must have it.</li>
          <li>At Stripe, the invoices that you have been sent.</li>
          <li>That a free trial was used, in a form from which nobody can read who you were.</li>
        </ul>
      </SectionCard>
    </div>
  )
}
