import { CircleCheck } from 'lucide-react'
import { ButtonLink } from '#app/components/button.tsx'
import { Card } from '#app/components/card.tsx'

/** In the place of the form: there is nothing to pay twice. */
export function OwnedExtra({ lessons }: { lessons: { slug: string; title: string }[] }) {
  return (
    <Card isLifted aria-labelledby="owned">
      <CircleCheck aria-hidden className="mb-4 size-6 text-brand" />
      <h2 id="owned" className="font-display text-heading font-semibold">
        You own this
      </h2>
      <p className="mt-2 text-muted">Paid once, open for good, here and in the iPhone app.</p>
      <div className="mt-6 flex flex-wrap gap-3">
        {lessons.map(({ slug, title }) => (
          <ButtonLink key={slug} to={`/lessons/${slug}`}>
            {title}
          </ButtonLink>
        ))}
        <ButtonLink to="/account" variant="secondary">
          To your account
        </ButtonLink>
      </div>
    </Card>
  )
}
