import { useFetcher } from '@remix-run/react'
import { type Theme, toTheme } from '#app/theme/theme.ts'

const key = 'theme'

/** The theme to show: the choice that is on its way to the server already counts. */
export function useTheme(saved: Theme): Theme {
  const choice = useFetcher({ key }).formData?.get('theme')
  return choice ? toTheme(choice) : saved
}

/** One fetcher for the whole page, so that the switch and the document agree. */
export function useThemeFetcher() {
  return useFetcher({ key })
}
