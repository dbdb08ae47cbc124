import type { Wallet } from './wallets.ts'

const style = `
:host { display: block; }
div { display: grid; gap: .5rem; grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr)); }
button { min-height: 2.75rem; font: 600 1rem system-ui, sans-serif; color: #fff; background: #000; border: 1px solid #000;
  border-radius: 6px; cursor: pointer; }
button.link { color: #011e0f; background: #00d66f; border-color: #00d66f; }
button:focus-visible { outline: 3px solid #6f6cff; outline-offset: 2px; }
`

/** One button per wallet that the device has; nothing at all when it has none. */
export function createWalletButtons(wallets: Wallet[], press: (wallet: Wallet) => void): HTMLElement {
  const host = document.createElement('div')
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(style)
  root.adoptedStyleSheets = [sheet]
  const row = document.createElement('div')
  for (const wallet of wallets) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = wallet.type
    button.textContent = wallet.name
    button.setAttribute('aria-label', `${wallet.name} (simulated)`)
    button.addEventListener('click', () => press(wallet))
    row.append(button)
  }
  root.append(row)
  return host
}
