import { readConfiguration } from './configuration.ts'
import { createPhoneApp } from './create-phone-app.ts'
import { startDeviceSettings } from './device-settings.ts'
import { startClock } from './start-clock.ts'

const root = document.getElementById('app')
if (!root) throw new Error('The page has no place for the app')

const { phone, shell } = createPhoneApp(root, readConfiguration(document))

/** iOS tells an app that it is active again; a browser does it in two ways. */
function refresh(): void {
  if (document.visibilityState === 'visible') void shell.current()?.refresh?.()
}

startClock(document.getElementById('clock'))
startDeviceSettings(document, refresh)
document.addEventListener('visibilitychange', refresh)
window.addEventListener('focus', refresh)

if (phone.auth.session()) void phone.enter()
else phone.requireSignIn(null)
