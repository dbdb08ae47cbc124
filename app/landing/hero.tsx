import { ButtonLink } from '#app/components/button.tsx'
import { OneRow } from '#app/landing/one-row.tsx'

/** What this is, in one sentence and one picture. */
export function Hero() {
  return (
    <section className="grid items-center gap-12 lg:grid-cols-[1fr_1.05fr] lg:gap-16">
      <div>
        <h1 className="font-display text-display font-semibold tracking-tight text-balance">
          Join once. Read on both.
        </h1>
        <p className="mt-6 max-w-xl text-lg text-muted text-pretty">
          Tandem Lessons is one membership for this website and its iPhone app. Subscribe here by card or there through
          the App Store: the same account is a member on both, at once.
        </p>
        <div className="mt-8 flex flex-wrap gap-3">
          <ButtonLink to="/pricing">See the plans</ButtonLink>
          <ButtonLink to="/lessons" variant="secondary">
            Read a free lesson
          </ButtonLink>
        </div>
      </div>
      <OneRow />
    </section>
  )
}
