import { readConfiguration } from './configuration.ts'
import { createPhoneApp } from './create-phone-app.ts'
import { startDeviceSettings } from './device-settings.ts'
import { signInScreen } from './screens/sign-in-screen.ts'
import { startClock } from './start-clock.ts'

/** StoreKit tells an app of a new transaction by itself; the App Store of this phone is asked for it. */
const UPDATES_EVERY = 3_000

const root = document.getElementById('app')
if (!root) throw new Error('The page has no place for the app')

const configuration = readConfiguration(document)
const { phone, shell } = createPhoneApp(root, configuration)

const isInFront = () => document.visibilityState === 'visible'

/** iOS tells an app that it is active again; a browser does it in two ways. */
function refresh(): void {
  if (!isInFront() || !phone.auth.session()) return
  void phone.receive({ isLaunch: true })
  void shell.current()?.refresh?.()
}

startClock(document.getElementById('clock'))
startDeviceSettings(document, configuration.appStoreUrl, refresh)
document.addEventListener('visibilitychange', refresh)
window.addEventListener('focus', refresh)
window.addEventListener('online', refresh)
setInterval(() => isInFront() && void phone.receive(), UPDATES_EVERY)

if (phone.auth.session()) void phone.enter()
else phone.open(signInScreen(phone))
