import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { ArrowLeft } from 'lucide-react'
import { readUser } from '#app/auth/read-user.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'
import { describeExtra } from '#app/billing/describe-extra.ts'
import { describePlan } from '#app/billing/describe-plan.ts'
import { readExtraOffers } from '#app/billing/read-extra-offers.server.ts'
import { readPlans } from '#app/billing/read-plans.server.ts'
import { PageHeader } from '#app/components/page-header.tsx'
import { toTitle } from '#app/components/to-title.ts'
import { LevelBadge } from '#app/content/level-badge.tsx'
import { Paywall } from '#app/content/paywall.tsx'
import { readLesson } from '#app/content/read-lesson.server.ts'
import { readLocale } from '#app/http/read-locale.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [toTitle(page?.lesson.title ?? 'Lesson')]

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const user = await readUser(request, context)
  const supabase = getSupabase(request, context)
  const lesson = await readLesson(supabase, params.slug ?? '')
  if (!lesson) throw data(null, { status: 404 })

  const needed = lesson.required_entitlement
  const isClosed = needed !== null && !lesson.paragraphs
  const [plans, extras] = isClosed ? await Promise.all([readPlans(supabase), readExtraOffers(supabase)]) : [[], []]
  const gives = ({ entitlements }: { entitlements: string[] }) => needed !== null && entitlements.includes(needed)
  return {
    lesson,
    isSignedIn: user !== null,
    plans: plans.filter(gives).map((plan) => describePlan(plan, readLocale(request))),
    extras: extras.filter(gives).map((extra) => describeExtra(extra, readLocale(request))),
    signInPath: `/sign-in?next=${encodeURIComponent(`/lessons/${lesson.slug}`)}`,
  }
}

export default function LessonPage() {
  const { lesson, plans, extras, isSignedIn, signInPath } = useLoaderData<typeof loader>()
  return (
    <article className="mx-auto max-w-2xl">
      <Link to="/lessons" className="mb-6 inline-flex min-h-11 items-center gap-2 text-muted hover:text-ink">
        <ArrowLeft aria-hidden className="size-4" /> All lessons
      </Link>
      <p className="mb-4">
        <LevelBadge entitlement={lesson.required_entitlement} />
      </p>
      <PageHeader title={lesson.title}>{lesson.summary}</PageHeader>
      {lesson.paragraphs ? (
        <div className="space-y-5 text-lg leading-relaxed text-pretty">
          {lesson.paragraphs.map((paragraph) => (
            <p key={paragraph} className="whitespace-pre-line">
              {paragraph}
            </p>
          ))}
        </div>
      ) : (
        <Paywall plans={plans} extras={extras} isSignedIn={isSignedIn} signInPath={signInPath} />
      )}
    </article>
  )
}
