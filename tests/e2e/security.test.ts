import type { BrowserContext, Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { addresses } from '../support/journeys/addresses.ts'
import { listPages } from '../support/journeys/list-pages.ts'
import { listenForViolations } from '../support/journeys/listen-for-violations.ts'
import { forgetTrials } from '../support/journeys/operator.ts'
import { createPerson } from '../support/journeys/people.ts'
import { desktop, openVisitor, provideBrowser } from '../support/journeys/sizes.ts'
import { cards, openWeb, payByCard, signInUnseen } from '../support/journeys/web.ts'

const browser = provideBrowser()
const anyone = { viewport: desktop.viewport, reducedMotion: 'reduce' } as const

async function open(person: 'visitor' | 'member') {
  if (person === 'member') return openVisitor(browser.get(), desktop.viewport)
  const context = await browser.get().newContext(anyone)
  return { context, page: await context.newPage() }
}

/** Until React has the page, which is when a style or script of its would have been refused. */
async function visit(page: Page, path: string): Promise<void> {
  await openWeb(page, path)
  await page.waitForFunction(() => Object.keys(document.body).some((key) => key.startsWith('__react')))
}

describe('the Content-Security-Policy', () => {
  beforeEach(forgetTrials)

  it.each(['visitor', 'member'] as const)(
    'stops nothing on any page of a %s',
    async (person) => {
      const { context, page } = await open(person)
      const violations = await listenForViolations(context)
      for (const path of listPages()) await visit(page, path)
      expect(violations).toEqual([])
      await context.close()
    },
    180_000,
  )

  it('stops nothing of a payment by card, of the bank’s question, and of the dialogs afterwards', async () => {
    const { context, page } = await open('member')
    const violations = await listenForViolations(context)
    await payByCard(page, 'standard', cards.asksForAuthentication)
    await page.getByRole('button', { name: 'Complete authentication' }).click()
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    await visit(page, '/account')
    await page.getByRole('button', { name: 'Cancel subscription' }).click()
    await page.getByRole('alertdialog').waitFor()
    // The dialogs' library keeps the page behind still by a style of its own: refused, the page would scroll.
    expect(await page.evaluate(() => getComputedStyle(document.body).overflow)).toBe('hidden')
    expect(violations).toEqual([])
    await context.close()
  })

  it('stops nothing of a payment by wallet', async () => {
    const { context, page } = await open('member')
    const violations = await listenForViolations(context)
    await page.addInitScript(() => localStorage.setItem('tandem.wallets', 'apple_pay,google_pay,link'))
    await openWeb(page, '/subscribe/standard')
    await page.getByRole('button', { name: 'Google Pay (simulated)' }).click()
    const sheet = page.getByRole('dialog', { name: 'Google Pay (simulated)' })
    await sheet.getByText('Total now').waitFor()
    await sheet.getByRole('button', { name: 'Pay' }).click()
    await page.getByRole('heading', { name: 'You are in' }).waitFor()
    expect(violations).toEqual([])
    await context.close()
  })

  it('lets a form lead to Stripe’s pages where the browser runs no JavaScript', async () => {
    const payer = await openVisitor(browser.get(), desktop.viewport)
    await payByCard(payer.page, 'standard', cards.good)
    await payer.page.getByRole('heading', { name: 'You are in' }).waitFor()
    const context = await browser.get().newContext({ ...anyone, javaScriptEnabled: false })
    await signInUnseen(context, payer.person)
    const page = await context.newPage()
    await openWeb(page, '/account')
    await page.getByRole('button', { name: 'Open Stripe’s billing portal' }).click()
    await page.waitForURL((url) => url.origin === new URL(addresses().stripe).origin)
    await Promise.all([payer.context.close(), context.close()])
  })
})

describe('every answer of the server', () => {
  const ask = (path: string) => fetch(new URL(path, addresses().web), { redirect: 'manual' })

  it('that is a page has a nonce of its own', async () => {
    const nonces = new Set<string>()
    for (let count = 0; count < 3; count++) {
      const answer = await ask('/pricing')
      const [, nonce = ''] = /'nonce-([^']{20,})'/.exec(answer.headers.get('content-security-policy') ?? '') ?? []
      const scripts = (await answer.text()).match(/<script(?! type="text)[^>]*>/g) ?? []
      expect(scripts.length).toBeGreaterThan(1)
      for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`)
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(3)
  })

  it.each(['/account', '/sign-out', '/theme', '/pricing.data'])('that is no page may run nothing: %s', async (path) => {
    const { headers } = await ask(path)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'; base-uri 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('that is a file is taken for nothing else', async () => {
    expect((await ask('/favicon.svg')).headers.get('x-content-type-options')).toBe('nosniff')
  })
})

/** Puts markup into every page on its way, as a hole in our own code would; the headers stay as we send them. */
async function inject(context: BrowserContext, markup: string): Promise<void> {
  await context.route(`${addresses().web}/**`, async (route) => {
    const answer = await route.fetch()
    if (!answer.headers()['content-type']?.includes('text/html')) return route.fulfill({ response: answer })
    const body = (await answer.text()).replace('<main', () => `${markup}<main`)
    return route.fulfill({ response: answer, body })
  })
}

describe('markup that somebody smuggled into a page', () => {
  it.each([
    ['an inline script', '<script>window.stolen = true</script>', 'script-src-elem'],
    [
      'an inline script with a nonce that it made up',
      '<script nonce="AAAA">window.stolen = true</script>',
      'script-src-elem',
    ],
    ['a handler', '<img src="/nothing.png" onerror="window.stolen = true">', 'script-src-attr'],
    ['a script of another site', '<script src="https://evil.example/x.js"></script>', 'script-src-elem'],
    [
      'a script in a data address',
      '<script src="data:text/javascript,window.stolen=true"></script>',
      'script-src-elem',
    ],
    ['a frame', '<iframe src="https://evil.example/"></iframe>', 'frame-src'],
    ['another base for our own files', '<base href="https://evil.example/">', 'base-uri'],
  ])('does not work: %s', async (_what, markup, directive) => {
    const { context, page } = await open('visitor')
    const violations = await listenForViolations(context)
    await inject(context, markup)
    await openWeb(page, '/pricing')
    await expect.poll(() => violations.join('\n')).toContain(directive)
    expect(await page.evaluate(() => 'stolen' in window)).toBe(false)
    // The page itself works on.
    await page.getByRole('heading', { level: 1 }).waitFor()
    await context.unrouteAll({ behavior: 'wait' })
    await context.close()
  })
})

describe('a form that another site sends in a visitor’s name', () => {
  it('changes nothing, and the visitor reads why', async () => {
    const { context, page } = await open('member')
    // Another port is another origin and still the same site: cookies with SameSite=Lax go along.
    const foreign = 'http://localhost:65432/'
    const form = `<form method="post" action="${addresses().web}/sign-out"><button>Win a bicycle</button></form>`
    await context.route(foreign, (route) => route.fulfill({ contentType: 'text/html', body: form }))
    await page.goto(foreign)
    await page.getByRole('button', { name: 'Win a bicycle' }).click()
    await page.getByRole('heading', { name: 'This did not come from our site' }).waitFor()
    await openWeb(page, '/account')
    expect(new URL(page.url()).pathname).toBe('/account')
    await context.close()
  })

  it('is refused for data requests too, while our own pages’ are taken', async () => {
    const person = await createPerson()
    const { web } = addresses()
    const send = (headers: Record<string, string>) =>
      fetch(`${web}/sign-in.data`, {
        method: 'POST',
        redirect: 'manual',
        headers,
        body: new URLSearchParams({ email: person.email, password: person.password, next: '/account' }),
      })
    const foreign: Record<string, string>[] = [{ origin: 'https://evil.example' }, { origin: 'null' }, {}]
    for (const headers of [...foreign, { 'sec-fetch-site': 'cross-site' }]) {
      const answer = await send(headers)
      expect({ headers, status: answer.status, cookie: answer.headers.get('set-cookie') }).toEqual({
        headers,
        status: 403,
        cookie: null,
      })
    }
    expect((await send({ origin: web })).headers.get('set-cookie')).toContain('auth-token')
  })
})
