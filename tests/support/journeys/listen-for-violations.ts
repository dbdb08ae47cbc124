import type { BrowserContext } from 'playwright-core'

/**
 * What a browser would not do because of our policy, in every page and frame that the context opens from now on: as the page
 * hears it, and as the browser writes it to the console (a form or a frame that is refused has no page to hear of it).
 */
export async function listenForViolations(context: BrowserContext): Promise<string[]> {
  const violations: string[] = []
  await context.exposeFunction('tellViolation', (text: string) => violations.push(text))
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      const { tellViolation } = window as unknown as { tellViolation: (text: string) => void }
      tellViolation(`${event.effectiveDirective} ${event.blockedURI} ${event.sample} on ${location.pathname}`)
    })
  })
  context.on('console', (message) => {
    if (/Content Security Policy|Permissions policy/i.test(message.text())) violations.push(message.text())
  })
  return violations
}
