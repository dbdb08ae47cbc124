import { useLocation } from '@remix-run/react'
import { Monitor, Moon, Sun } from 'lucide-react'
import type { MouseEvent } from 'react'
import type { Theme } from '#app/theme/theme.ts'
import { useThemeFetcher } from '#app/theme/use-theme.ts'

const choices = [
  { theme: 'system', label: 'Theme of my device', Icon: Monitor },
  { theme: 'light', label: 'Light theme', Icon: Sun },
  { theme: 'dark', label: 'Dark theme', Icon: Moon },
] as const

/** A plain form that comes back to this page; with JavaScript the choice is saved without leaving it. */
export function ThemeSwitch({ theme: current }: { theme: Theme }) {
  const fetcher = useThemeFetcher()
  const { pathname, search } = useLocation()

  function save(event: MouseEvent, theme: Theme) {
    event.preventDefault()
    fetcher.submit({ theme }, { method: 'post', action: '/theme' })
  }

  return (
    <form
      method="post"
      action="/theme"
      className="inline-flex self-start rounded-full border border-line bg-surface p-1 sm:self-auto"
    >
      <input type="hidden" name="next" value={pathname + search} />
      {choices.map(({ theme, label, Icon }) => (
        <button
          key={theme}
          name="theme"
          value={theme}
          type="submit"
          aria-label={label}
          aria-pressed={theme === current}
          title={label}
          onClick={(event) => save(event, theme)}
          className="grid size-9 place-items-center rounded-full text-muted transition-colors hover:text-ink aria-pressed:bg-brand-wash aria-pressed:text-brand-strong"
        >
          <Icon aria-hidden className="size-4" />
        </button>
      ))}
    </form>
  )
}
