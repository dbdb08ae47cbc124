import type { StoreAccount } from './store/store-types.ts'
import { toSentence } from './wire/api-error.ts'
import { sendRequest } from './wire/send-request.ts'

/** What the App Store knows of the device's Apple Account. Not the app's requests: these work while the phone is offline. */
export function startAccountSettings(
  page: Document,
  appStoreUrl: string,
  appleAccount: () => string,
  onChange: () => void,
): { show: () => Promise<void> } {
  const storefront = page.querySelector<HTMLSelectElement>('#storefront')
  const asksToBuy = page.querySelector<HTMLInputElement>('#asks-to-buy')
  const problem = page.querySelector<HTMLElement>('#settings-problem')

  async function call(method: 'GET' | 'PUT', body?: Partial<StoreAccount>): Promise<void> {
    if (problem) problem.textContent = ''
    try {
      const account = (await sendRequest({
        method,
        url: `${appStoreUrl}/storekit/account?apple_account=${encodeURIComponent(appleAccount())}`,
        headers: body ? { 'Content-Type': 'application/json' } : {},
        ...(body && { body: JSON.stringify(body) }),
      })) as StoreAccount
      if (storefront) storefront.value = account.storefront
      if (asksToBuy) asksToBuy.checked = account.asks_to_buy
    } catch (error) {
      if (problem) problem.textContent = `The App Store: ${toSentence(error)}`
    }
  }

  async function change(body: Partial<StoreAccount>): Promise<void> {
    await call('PUT', body)
    onChange()
  }

  storefront?.addEventListener('change', () => void change({ storefront: storefront.value }))
  asksToBuy?.addEventListener('change', () => void change({ asks_to_buy: asksToBuy.checked }))
  void call('GET')
  return { show: () => call('GET') }
}
