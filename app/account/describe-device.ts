/** The order matters: every browser also claims to be some of those below it. */
const browsers: [RegExp, string][] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Headless)?(Chrome|CriOS)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
]

const systems: [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMacintosh\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
]

/** What an app says that uses the system's own network calls, as ours does. */
const appleApp = /\bCFNetwork\/.*\bDarwin\//

/** A device in the words of its owner, "Safari on iPhone", out of what its browser says about itself; null when that is nothing. */
export function describeDevice(userAgent: string | null): string | null {
  const text = userAgent ?? ''
  if (appleApp.test(text)) return 'The app on iPhone'
  const browser = findName(browsers, text)
  const system = findName(systems, text)
  if (browser && system) return `${browser} on ${system}`
  return browser ?? system
}

function findName(names: [RegExp, string][], text: string): string | null {
  return names.find(([pattern]) => pattern.test(text))?.[1] ?? null
}
