import { useLocation } from '@remix-run/react'
import { useEffect, useRef } from 'react'

/** After a client-side navigation focus goes to the new page's content, as a browser does when it loads a document. */
export function useFocusAfterNavigation(): void {
  const { pathname } = useLocation()
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    document.getElementById('main')?.focus({ preventScroll: true })
  }, [pathname])
}
