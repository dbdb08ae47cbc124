import { accessSync, constants, existsSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { unpackChromium } from './unpack-chromium.ts'

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

// Not those of @sparticuz/chromium: they switch web security off, and CORS and CSP are part of what is tested.
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts a browser: the one that TANDEM_CHROME names, an installed one, or the one that npm brought (Linux). */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.TANDEM_CHROME || installed.find(isExecutable)
  if (executablePath) return chromium.launch({ executablePath, headless: true, args })
  return launchUnpacked()
}

async function launchUnpacked(): Promise<Browser> {
  const { executablePath, libraries, fonts } = await unpackChromium(path.resolve(import.meta.dirname, '../../.tandem'))
  const env = existsSync('/etc/fonts/fonts.conf') ? process.env : { ...process.env, FONTCONFIG_PATH: fonts }
  try {
    return await chromium.launch({ executablePath, headless: true, args, env: env as Record<string, string> })
  } catch (error) {
    if (!String(error).includes('error while loading shared libraries')) throw error
    // A bare machine lacks a few libraries (nss): the package has them, for a Linux that is close enough.
    return chromium.launch({
      executablePath,
      headless: true,
      args,
      env: { ...env, LD_LIBRARY_PATH: libraries } as Record<string, string>,
    })
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
