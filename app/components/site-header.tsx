import { Link, useLocation } from '@remix-run/react'
import { Menu } from 'lucide-react'
import { BrandMark } from '#app/components/brand-mark.tsx'
import { SiteNavigation } from '#app/components/site-navigation.tsx'

/** The way around the site; who is signed in decides what it offers. */
export function SiteHeader({ isSignedIn }: { isSignedIn: boolean }) {
  // A new key closes the menu after every navigation.
  const { key } = useLocation()
  return (
    <header className="border-b border-line">
      <div className="page-width flex min-h-16 items-center justify-between gap-6">
        <Link to="/" className="inline-flex min-h-11 items-center gap-2.5 whitespace-nowrap">
          <BrandMark />
          <span className="font-display text-lg font-semibold tracking-tight">Tandem Lessons</span>
        </Link>
        <nav aria-label="Main" className="hidden md:block">
          <SiteNavigation isSignedIn={isSignedIn} />
        </nav>
        <details key={key} className="group relative md:hidden">
          <summary className="inline-flex min-h-11 list-none items-center gap-2 rounded-control px-2 font-semibold">
            <Menu aria-hidden className="size-5" /> Menu
          </summary>
          <nav
            aria-label="Main"
            className="absolute right-0 z-10 mt-2 w-60 rounded-card border border-line bg-surface p-4 shadow-lift"
          >
            <SiteNavigation isSignedIn={isSignedIn} />
          </nav>
        </details>
      </div>
    </header>
  )
}
