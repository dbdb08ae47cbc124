import { NavLink } from '@remix-run/react'
import type { ReactNode } from 'react'
import { PageHeader } from '#app/components/page-header.tsx'

const pages = [
  { to: '/account', name: 'Overview' },
  { to: '/account/cards', name: 'Cards' },
  { to: '/account/invoices', name: 'Invoices' },
  { to: '/account/sign-in', name: 'Sign-in and security' },
  { to: '/account/data', name: 'Your data' },
]

type AccountFrameProps = { title: string; intro?: ReactNode; isWide?: boolean; children: ReactNode }

/** What every page of the account has: its heading, and the way to the others. */
export function AccountFrame({ title, intro, isWide = false, children }: AccountFrameProps) {
  return (
    <div className={`mx-auto ${isWide ? 'max-w-5xl' : 'max-w-3xl'}`}>
      <PageHeader title={title}>{intro}</PageHeader>
      <nav aria-label="Account" className="mb-8 border-b border-line">
        <ul className="-mb-px flex flex-wrap gap-x-1">
          {pages.map(({ to, name }) => (
            <li key={to}>
              <NavLink
                to={to}
                // Adding a card belongs to the cards; every page belongs to the overview.
                end={to === '/account'}
                className="inline-flex min-h-11 items-center border-b-2 border-transparent px-3 font-medium text-muted hover:text-ink aria-[current=page]:border-brand aria-[current=page]:text-ink"
              >
                {name}
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </div>
  )
}
