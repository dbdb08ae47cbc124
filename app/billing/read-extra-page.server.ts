import type { User } from '#app/auth/read-user.server.ts'
import type { Supabase } from '#app/auth/supabase.server.ts'
import { describeExtra } from '#app/billing/describe-extra.ts'
import { findBoughtExtras } from '#app/billing/find-bought-extras.ts'
import { readBought } from '#app/billing/read-bought.server.ts'
import { readExtraOffers } from '#app/billing/read-extra-offers.server.ts'
import { readPaymentMethods } from '#app/billing/read-payment-methods.server.ts'
import { readPaymentsSetup } from '#app/billing/read-payments-setup.server.ts'
import { readLessonPreviews } from '#app/content/read-lesson-previews.server.ts'
import { readLocale } from '#app/http/read-locale.server.ts'

/** What the page of one extra shows, to visitors too; null when there is no such extra. */
export async function readExtraPage(supabase: Supabase, user: User | null, request: Request, extraId: string) {
  const [extras, lessons, bought, cards] = await Promise.all([
    readExtraOffers(supabase),
    readLessonPreviews(supabase),
    user ? readBought(supabase) : null,
    user ? readPaymentMethods(supabase) : [],
  ])
  const extra = extras.find(({ id }) => id === extraId)
  if (!extra) return null
  const opens = lessons.filter(
    ({ required_entitlement: right }) => right !== null && extra.entitlements.includes(right),
  )
  return {
    extra: { ...describeExtra(extra, readLocale(request)), amount: extra.amount, currency: extra.currency },
    lessons: opens.map(({ slug, title }) => ({ slug, title })),
    isOwned: bought !== null && findBoughtExtras([extra], bought).has(extraId),
    isOnItsWay:
      bought?.payments.some(({ extra_id, status }) => extra_id === extraId && status === 'processing') ?? false,
    isSignedIn: user !== null,
    signInPath: `/sign-in?next=${encodeURIComponent(`/extras/${extraId}`)}`,
    hasCards: cards.length > 0,
    setup: readPaymentsSetup(),
  }
}

export type ExtraPage = NonNullable<Awaited<ReturnType<typeof readExtraPage>>>
