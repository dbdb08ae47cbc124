import { AppleMark } from '#app/auth/apple-mark.tsx'
import { GoogleMark } from '#app/auth/google-mark.tsx'
import { type Provider, providerNames, providers } from '#app/auth/providers.ts'

const looks = {
  apple: { Mark: AppleMark, className: 'bg-apple text-on-apple border-apple' },
  google: { Mark: GoogleMark, className: 'bg-google text-on-google border-google-line' },
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
      {offered.map((provider) => {
        const { Mark, className } = looks[provider]
        return (
          <a
            key={provider}
            href={`/auth/start/${provider}?${query}`}
            className={`flex min-h-11 w-full items-center justify-center gap-2.5 rounded-control border px-5 py-2 font-semibold hover:opacity-85 ${className}`}
          >
            <Mark />
            Continue with {providerNames[provider]}
          </a>
        )
      })}
    </div>
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
