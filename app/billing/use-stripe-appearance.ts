import type { Appearance } from '@stripe/stripe-js'
import { useEffect, useState } from 'react'

/** The card form in our own colours. Null until the browser has resolved the tokens. */
export function useStripeAppearance(): Appearance | null {
  const [appearance, setAppearance] = useState<Appearance | null>(null)
  useEffect(() => {
    const update = () => setAppearance(readAppearance())
    update()
    const system = window.matchMedia('(prefers-color-scheme: dark)')
    system.addEventListener('change', update)
    const choice = new MutationObserver(update)
    choice.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    return () => {
      system.removeEventListener('change', update)
      choice.disconnect()
    }
  }, [])
  return appearance
}

function readAppearance(): Appearance {
  const probe = document.createElement('span')
  document.body.append(probe)
  // Stripe draws in a frame of its own, where our custom properties mean nothing: it needs the colours as rgb().
  const read = (token: string) => {
    probe.style.color = `var(--token-${token})`
    return getComputedStyle(probe).color
  }
  const appearance: Appearance = {
    theme: 'flat',
    labels: 'above',
    variables: {
      colorPrimary: read('brand'),
      colorBackground: read('surface'),
      colorText: read('ink'),
      colorTextSecondary: read('muted'),
      colorTextPlaceholder: read('muted'),
      colorDanger: read('danger'),
      borderRadius: '10px',
      fontFamily: getComputedStyle(document.body).fontFamily,
      fontSizeBase: '16px',
    },
    rules: { '.Input': { border: `1px solid ${read('line-strong')}` } },
  }
  probe.remove()
  return appearance
}
