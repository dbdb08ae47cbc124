import { providerMarks } from '#app/auth/provider-marks.ts'
import { type Provider, providerNames, providers } from '#app/auth/providers.ts'

const looks = {
  apple: 'bg-apple text-on-apple border-apple',
  google: 'bg-google text-on-google border-google-line',
}

type ProviderButtonsProps = {
  next: string
  /** Those that lead in; all of them unless it is about an account that is known. */
  offered?: readonly Provider[]
  purpose?: 'sign-in' | 'verify'
}

/** Apple's and Google's buttons, in their colours and of one size. Plain links: they leave the site, with or without JavaScript. */
export function ProviderButtons({ next, offered = providers, purpose = 'sign-in' }: ProviderButtonsProps) {
  const query = `next=${encodeURIComponent(next)}${purpose === 'verify' ? '&verify' : ''}`
  return (
    <div className="space-y-3">
      {offered.map((provider) => (
        <a
          key={provider}
          href={`/auth/start/${provider}?${query}`}
          className={`flex min-h-11 w-full items-center justify-center gap-2.5 rounded-control border px-5 py-2 font-semibold hover:opacity-85 ${looks[provider]}`}
        >
          <ProviderMark provider={provider} />
          Continue with {providerNames[provider]}
        </a>
      ))}
    </div>
  )
}

function ProviderMark({ provider }: { provider: Provider }) {
  const { viewBox, paths } = providerMarks[provider]
  return (
    <svg aria-hidden="true" viewBox={viewBox} className="size-5 shrink-0">
      {paths.map((path) => (
        <path key={path.d} {...path} />
      ))}
    </svg>
  )
}

/** Between the providers' buttons and the form for an address. */
export function OrByEmail({ children }: { children: string }) {
  return (
    <p className="my-7 flex items-center gap-4 text-sm text-muted before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line">
      {children}
    </p>
  )
}
