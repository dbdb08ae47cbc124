const KEY = 'tandem.apple-account'
const DEFAULT = 'Apple Account 1'

/** The Apple Account that the device is signed in to. It has nothing to do with the user of the app. */
export function readAppleAccount(): string {
  return localStorage.getItem(KEY) || DEFAULT
}

/** Settings of the device, outside the app: the page around the phone. */
export function startDeviceSettings(page: Document, onChange: () => void): void {
  const input = page.querySelector<HTMLInputElement>('#apple-account')
  if (!input) return
  // Where the phone fills the screen, the settings stay folded until somebody wants them.
  page.querySelector('.settings details')?.toggleAttribute('open', !matchMedia('(max-width: 760px)').matches)
  input.value = readAppleAccount()
  input.addEventListener('change', () => {
    const name = input.value.trim() || DEFAULT
    input.value = name
    localStorage.setItem(KEY, name)
    onChange()
  })
}
