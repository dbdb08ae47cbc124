import { useState } from 'react'
import { DevicePhone, DeviceScreen } from '#app/landing/devices.tsx'

type PaidAt = 'stripe' | 'app_store'

const choices: { value: PaidAt; label: string }[] = [
  { value: 'stripe', label: 'Pay on the web' },
  { value: 'app_store', label: 'Pay in the app' },
]

/** The whole idea in one picture: whichever device pays, one row changes and both devices read it. */
export function OneRow() {
  const [paidAt, setPaidAt] = useState<PaidAt>('stripe')
  return (
    <figure className="rounded-card border border-line bg-surface p-5 shadow-lift sm:p-8">
      <fieldset className="mb-6 flex justify-center">
        <legend className="sr-only">Where is the subscription paid?</legend>
        <div className="inline-flex rounded-full border border-line bg-sunken p-1">
          {choices.map(({ value, label }) => (
            <label
              key={value}
              className="cursor-pointer whitespace-nowrap rounded-full px-3 py-1.5 sm:px-4 text-sm font-semibold text-muted transition-colors has-checked:bg-surface has-checked:text-ink has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-brand"
            >
              <input
                type="radio"
                name="paid-at"
                value={value}
                checked={paidAt === value}
                onChange={() => setPaidAt(value)}
                className="sr-only"
              />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="grid grid-cols-[1fr_auto] items-end gap-5 sm:gap-8">
        <DeviceScreen isPaidHere={paidAt === 'stripe'} />
        <DevicePhone isPaidHere={paidAt === 'app_store'} />
      </div>
      <Cable />
      <EntitlementRow paidAt={paidAt} />
      <figcaption className="mt-4 text-center text-sm text-muted">
        One row in your own database says who is a member.
      </figcaption>
    </figure>
  )
}

/** The frame of the tandem: both devices hang on the row below. */
function Cable() {
  return (
    <svg aria-hidden="true" viewBox="0 0 400 44" preserveAspectRatio="none" className="h-11 w-full" fill="none">
      <path
        d="M140 0v10a12 12 0 0 0 12 12h36a12 12 0 0 1 12 12v10M348 0v10a12 12 0 0 1-12 12H212a12 12 0 0 0-12 12v10"
        stroke="var(--color-brand)"
        strokeWidth="2"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  )
}

function EntitlementRow({ paidAt }: { paidAt: PaidAt }) {
  const cells = [
    ['user', 'ana'],
    ['entitlement', 'premium'],
    ['store', paidAt],
    ['access', 'yes'],
  ] as const
  return (
    <dl className="grid grid-cols-2 overflow-hidden rounded-control border border-brand bg-brand-wash font-mono text-sm sm:grid-cols-[1fr_1.5fr_1.5fr_1fr]">
      {cells.map(([term, value]) => (
        <div key={term} className="px-3 py-2">
          <dt className="text-xs text-muted">{term}</dt>
          <dd key={value} className="font-semibold text-brand-strong motion-safe:animate-[appear_300ms_ease-out]">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  )
}
