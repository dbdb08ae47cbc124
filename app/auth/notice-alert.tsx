import type { Notice } from '#app/auth/notices.ts'
import { Alert } from '#app/components/alert.tsx'

/** What happened on the way to this page; gone once the page itself has something to say. */
export function NoticeAlert({ notice }: { notice: Notice | null }) {
  if (!notice) return null
  return (
    <div className="mb-6">
      <Alert tone={notice.tone}>{notice.text}</Alert>
    </div>
  )
}
