import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import stylesheet from '#app/app.css?url'
import { readUser } from '#app/auth/read-user.server.ts'
import { unlessOffline } from '#app/billing/or-offline.ts'
import { describeError } from '#app/components/describe-error.ts'
import { ErrorPage } from '#app/components/error-page.tsx'
import { NavigationProgress } from '#app/components/navigation-progress.tsx'
import { SiteFooter } from '#app/components/site-footer.tsx'
import { SiteHeader } from '#app/components/site-header.tsx'
import { toTitle } from '#app/components/to-title.ts'
import { useFocusAfterNavigation } from '#app/components/use-focus-after-navigation.ts'
import { useNonce } from '#app/http/nonce.ts'
import { readTheme } from '#app/theme/theme-cookie.server.ts'
import { useTheme } from '#app/theme/use-theme.ts'

export const links: LinksFunction = () => [
  { rel: 'stylesheet', href: stylesheet },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
]

export const meta: MetaFunction = ({ error }) => [toTitle(error ? describeError(error).title : null)]

export async function loader({ request, context }: LoaderFunctionArgs) {
  // Pages that need the user fail by their own guard; the others stay up while Auth is down.
  const user = await readUser(request, context).catch(() => null)
  return { isSignedIn: user !== null, theme: await readTheme(request) }
}

/** A payment that did not reach our server keeps its page. */
export const shouldRevalidate = unlessOffline

/** Also drawn around errors, where the loader may not have run. */
export function Layout({ children }: { children: ReactNode }) {
  const root = useRouteLoaderData<typeof loader>('root')
  const theme = useTheme(root?.theme ?? 'system')
  const nonce = useNonce()
  return (
    <html lang="en" data-theme={theme === 'system' ? undefined : theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content={theme === 'system' ? 'light dark' : theme} />
        <Meta />
        <Links />
      </head>
      <body>
        <a
          href="#main"
          className="fixed top-2 left-2 z-20 -translate-y-24 rounded-control bg-brand px-4 py-2 font-semibold text-on-brand focus:translate-y-0"
        >
          Skip to content
        </a>
        <NavigationProgress />
        <SiteHeader isSignedIn={root?.isSignedIn ?? false} />
        <main id="main" tabIndex={-1} className="page-width grow py-10 sm:py-16">
          {children}
        </main>
        <SiteFooter theme={theme} />
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function App() {
  useFocusAfterNavigation()
  return <Outlet />
}

export function ErrorBoundary() {
  return <ErrorPage />
}
