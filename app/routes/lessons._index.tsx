import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { LockKeyhole } from 'lucide-react'
import { readUser } from '#app/auth/read-user.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { readEntitlements } from '#app/billing/read-entitlements.server.ts'
import { PageHeader } from '#app/components/page-header.tsx'
import { toTitle } from '#app/components/to-title.ts'
import { LevelBadge } from '#app/content/level-badge.tsx'
import { readLessonPreviews } from '#app/content/read-lesson-previews.server.ts'

export const meta: MetaFunction = () => [toTitle('Lessons')]

export async function loader({ request, context }: LoaderFunctionArgs) {
  const user = await readUser(request, context)
  const supabase = getSupabase(request, context)
  const [previews, rights] = await Promise.all([readLessonPreviews(supabase), user ? readEntitlements(supabase) : []])
  const open = new Set(rights.map(({ entitlement }) => entitlement))
  // For the lock sign only: whether a lesson opens is decided by the database when it is read.
  return {
    lessons: previews.map((preview) => ({
      ...preview,
      isOpen: preview.required_entitlement === null || open.has(preview.required_entitlement),
    })),
  }
}

type LessonItem = Awaited<ReturnType<typeof loader>>['lessons'][number]

export default function Lessons() {
  const { lessons } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHeader title="Lessons">
        Some are free, the others open with a plan, here and in the iPhone app alike.
      </PageHeader>
      {lessons.length === 0 ? <p className="text-muted">There are no lessons yet. Come back soon.</p> : null}
      <ol className="divide-y divide-line border-y border-line">
        {lessons.map((lesson, index) => (
          <LessonRow key={lesson.slug} lesson={lesson} number={index + 1} />
        ))}
      </ol>
    </>
  )
}

function LessonRow({ lesson, number }: { lesson: LessonItem; number: number }) {
  return (
    <li className="group relative grid grid-cols-[2.5rem_1fr] gap-x-3 py-6 sm:grid-cols-[4rem_1fr_auto] sm:items-baseline">
      <span aria-hidden className="font-display text-2xl text-muted tabular-nums group-hover:text-brand">
        {number}
      </span>
      <div>
        <h2 className="font-display text-heading font-semibold">
          {/* The link covers the row, so that all of it can be pressed. */}
          <Link to={`/lessons/${lesson.slug}`} className="after:absolute after:inset-0 group-hover:underline">
            {lesson.title}
          </Link>
        </h2>
        <p className="mt-1 max-w-2xl text-muted text-pretty">{lesson.summary}</p>
      </div>
      <p className="col-start-2 mt-3 flex items-center gap-2 sm:col-start-3 sm:mt-0">
        {lesson.isOpen ? null : (
          <>
            <LockKeyhole aria-hidden className="size-4 text-muted" />
            <span className="sr-only">Locked:</span>
          </>
        )}
        <LevelBadge entitlement={lesson.required_entitlement} />
      </p>
    </li>
  )
}
