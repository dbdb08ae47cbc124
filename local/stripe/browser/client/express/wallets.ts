import type { WalletType } from '../stripe-js-types.ts'

export type Wallet = { type: WalletType; name: string; key: 'applePay' | 'googlePay' | 'link' }

const wallets: readonly Wallet[] = [
  { type: 'apple_pay', name: 'Apple Pay', key: 'applePay' },
  { type: 'google_pay', name: 'Google Pay', key: 'googlePay' },
  { type: 'link', name: 'Link', key: 'link' },
]

/**
 * A real wallet shows only on a device that has one. Here the device is told what it has:
 * `localStorage['tandem.wallets'] = 'apple_pay,google_pay,link'`.
 */
export function findWallets(): Wallet[] {
  const owned = (localStorage.getItem('tandem.wallets') ?? '').split(',').map((name) => name.trim())
  return wallets.filter((wallet) => owned.includes(wallet.type))
}

/** What `ready` tells the page: undefined when there is nothing to show. */
export function describeAvailable(owned: Wallet[]): Record<string, boolean> | undefined {
  if (owned.length === 0) return undefined
  const has = Object.fromEntries(wallets.map(({ key }) => [key, owned.some((wallet) => wallet.key === key)]))
  return { amazonPay: false, klarna: false, paypal: false, ...has }
}
