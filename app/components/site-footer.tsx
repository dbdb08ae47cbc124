import type { Theme } from '#app/theme/theme.ts'
import { ThemeSwitch } from '#app/theme/theme-switch.tsx'

/** What this site is, and the choice of theme. */
export function SiteFooter({ theme }: { theme: Theme }) {
  return (
    <footer className="border-t border-line">
      <div className="page-width flex flex-col gap-6 py-8 text-sm text-muted sm:flex-row sm:items-center sm:justify-between">
        <p className="max-w-lg">
          Tandem Lessons is the sample site of Tandem: one account and one subscription for your website and your iPhone
          app, open source under the MIT licence.
        </p>
        <ThemeSwitch theme={theme} />
      </div>
    </footer>
  )
}
