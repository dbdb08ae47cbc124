import { CHANNEL } from './session/authenticate-in-browser.ts'

// Only the address goes to the app: what the code in it is worth is known to whoever has the verifier.
new BroadcastChannel(CHANNEL).postMessage(location.href)
history.replaceState(null, '', location.pathname)
window.close()
