import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { letFreeWeekPass, moveAppStoreClock, moveStripeClock } from '../support/journeys/clocks.ts'
import { type Couple, openCouple } from '../support/journeys/couple.ts'
import { readRights, signIn } from '../support/journeys/people.ts'
import { subscribeOnPhone } from '../support/journeys/phone.ts'
import { subscribeOnWeb } from '../support/journeys/web.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

const endOf = async (token: string) => new Date((await readRights(token))[0]?.access_ends_at ?? 0)

async function payOnPhone(couple: Couple): Promise<void> {
  await subscribeOnPhone(couple.phone, 'Premium')
  await letFreeWeekPass()
}

/** Asks again and again while something happens; gives back every answer that was not access. */
async function watchAccess(token: string, meanwhile: Promise<unknown>): Promise<unknown[]> {
  const gaps: unknown[] = []
  let isOver = false
  const end = meanwhile.finally(() => {
    isOver = true
  })
  while (!isOver) {
    const rights = await readRights(token)
    const open = rights.filter((right) => new Date(right.access_ends_at ?? 0) > new Date())
    if (open.length !== 2) gaps.push(rights)
  }
  await end
  return gaps
}

describe('a month passes', () => {
  it.each([
    ['on the web', (couple: Couple) => subscribeOnWeb(couple.web, 'premium'), moveStripeClock],
    ['on the phone', payOnPhone, moveAppStoreClock],
    ['on the phone, free for a week', (couple: Couple) => subscribeOnPhone(couple.phone, 'Premium'), moveAppStoreClock],
  ])('for who subscribed %s: the dates move and access never flickers', async (_name, subscribe, moveClock) => {
    const couple = await openCouple(browser)
    await subscribe(couple)
    const token = await signIn(couple.person)
    const before = await endOf(token)

    expect(await watchAccess(token, moveClock({ advance_months: 1, advance_seconds: 2 * 3600 }))).toEqual([])

    const days = ((await endOf(token)).getTime() - before.getTime()) / 86_400_000
    expect(days).toBeGreaterThan(27)
    expect(days).toBeLessThan(32)
    await couple.close()
  })
})
