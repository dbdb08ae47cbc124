import { useEffect, useRef } from 'react'

type Turnstile = {
  render: (box: HTMLElement, options: Record<string, unknown>) => string
  remove: (id: string) => void
}

declare global {
  interface Window {
    turnstile?: Turnstile
  }
}

const source = 'https://challenges.cloudflare.com/turnstile/v0/api.js?render=explicit'

/**
 * Cloudflare's Turnstile, inside a form; nothing at all while no key is configured. A token is good for one try, so a new
 * `attempt` (the form's last answer) begins with a new one. https://developers.cloudflare.com/turnstile/
 */
export function Captcha({ siteKey, attempt }: { siteKey: string | null; attempt: unknown }) {
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new attempt is the reason to begin anew.
  useEffect(() => {
    if (!siteKey || !box.current) return
    return showWidget(box.current, siteKey)
  }, [siteKey, attempt])
  if (!siteKey) return null
  return (
    <>
      <div ref={box} className="min-h-[65px]" />
      <noscript>
        <p className="text-sm text-muted">Please switch JavaScript on: it is needed to tell people from robots.</p>
      </noscript>
    </>
  )
}

function showWidget(box: HTMLElement, siteKey: string): () => void {
  let id: string | undefined
  let isGone = false
  const render = () => {
    if (!isGone) id = window.turnstile?.render(box, { sitekey: siteKey, size: 'flexible', theme: 'auto' })
  }
  if (window.turnstile) render()
  else loadScript().addEventListener('load', render)
  return () => {
    isGone = true
    if (id !== undefined) window.turnstile?.remove(id)
  }
}

/** Once for all forms of this visit. A nonce is not needed: the Content-Security-Policy names Cloudflare when a key is set. */
function loadScript(): HTMLScriptElement {
  const known = document.querySelector<HTMLScriptElement>(`script[src="${source}"]`)
  if (known) return known
  const script = document.createElement('script')
  script.src = source
  script.async = true
  document.head.append(script)
  return script
}
