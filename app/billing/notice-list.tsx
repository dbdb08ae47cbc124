import { Form, Link } from '@remix-run/react'
import { X } from 'lucide-react'
import type { NoticeWords } from '#app/billing/describe-notices.ts'
import { Alert } from '#app/components/alert.tsx'

/** What a person should be told, each with its next step and a way to be rid of it. */
export function NoticeList({ notices }: { notices: NoticeWords[] }) {
  if (notices.length === 0) return null
  return (
    <ul aria-label="Notices" className="space-y-3">
      {notices.map((notice) => (
        <li key={notice.ids[0]}>
          <Alert tone={notice.tone}>
            <div className="flex items-start gap-3">
              <p className="grow">
                {notice.text}{' '}
                {notice.link ? (
                  <Link to={notice.link.to} className="text-link">
                    {notice.link.label}
                  </Link>
                ) : null}
              </p>
              <Dismiss notice={notice} />
            </div>
          </Alert>
        </li>
      ))}
    </ul>
  )
}

function Dismiss({ notice }: { notice: NoticeWords }) {
  return (
    // The button goes away with its notice: the focus moves to the page before that.
    <Form method="post" action="/account" preventScrollReset onSubmit={focusPage}>
      <input type="hidden" name="intent" value="dismiss" />
      {notice.ids.map((id) => (
        <input key={id} type="hidden" name="notice" value={id} />
      ))}
      <button
        type="submit"
        className="-my-2.5 inline-flex size-11 items-center justify-center rounded-control hover:bg-sunken"
      >
        <X aria-hidden className="size-5" />
        <span className="sr-only">Dismiss: {notice.text}</span>
      </button>
    </Form>
  )
}

function focusPage(): void {
  document.getElementById('main')?.focus({ preventScroll: true })
}
