import { startAccountSettings } from './start-account-settings.ts'

const ACCOUNT = 'tandem.apple-account'
const OFFLINE = 'tandem.offline'
const DEFAULT_ACCOUNT = 'Apple Account 1'

/** The Apple Account that the device is signed in to. It has nothing to do with the user of the app. */
export function readAppleAccount(): string {
  return localStorage.getItem(ACCOUNT) || DEFAULT_ACCOUNT
}

/** Kept over a reload, so that the app can be started without a connection. */
export function isOffline(): boolean {
  return localStorage.getItem(OFFLINE) === 'yes'
}

/** Settings of the device, outside the app: the page around the phone. */
export function startDeviceSettings(page: Document, appStoreUrl: string, onChange: () => void): void {
  const input = page.querySelector<HTMLInputElement>('#apple-account')
  const offline = page.querySelector<HTMLInputElement>('#offline')
  if (!input || !offline) return
  // Where the phone fills the screen, the settings stay folded until somebody wants them.
  page.querySelector('.settings details')?.toggleAttribute('open', !matchMedia('(max-width: 760px)').matches)
  const account = startAccountSettings(page, appStoreUrl, readAppleAccount, onChange)
  input.value = readAppleAccount()
  input.addEventListener('change', () => {
    const name = input.value.trim() || DEFAULT_ACCOUNT
    input.value = name
    localStorage.setItem(ACCOUNT, name)
    void account.show()
    onChange()
  })
  offline.checked = isOffline()
  offline.addEventListener('change', () => {
    localStorage.setItem(OFFLINE, offline.checked ? 'yes' : 'no')
    onChange()
  })
}
