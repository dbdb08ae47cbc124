import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, it } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { letFreeWeekPass, moveAppStoreClock, moveStripeClock } from '../support/journeys/clocks.ts'
import { openCouple } from '../support/journeys/couple.ts'
import { expectBothSay, expectPremiumLesson } from '../support/journeys/expect-access.ts'
import { openTab, subscribeOnPhone } from '../support/journeys/phone.ts'
import { openWeb, subscribeOnWeb } from '../support/journeys/web.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

it('cancelled on the web: both show the end date and keep access, and lose it when the end has passed', async () => {
  const couple = await openCouple(browser)
  await subscribeOnWeb(couple.web, 'premium')
  await openWeb(couple.web, '/account')
  await couple.web.getByRole('button', { name: 'Cancel subscription' }).click()
  await couple.web.getByRole('button', { name: 'Confirm cancellation' }).click()
  await couple.web.getByRole('button', { name: 'Resume subscription' }).waitFor()
  await expectBothSay(couple, { web: [/Ends on .+ You keep access until then/], phone: [/^Active$/, /Ends on/] })
  await expectPremiumLesson(couple, 'open')

  await moveStripeClock({ advance_months: 1, advance_seconds: 60 })
  await expectBothSay(couple, { web: [/^Ended$/], phone: [/^Ended$/] })
  await expectPremiumLesson(couple, 'locked')
  await couple.close()
})

it('cancelled and resumed on the web: it goes on as before', async () => {
  const couple = await openCouple(browser)
  await subscribeOnWeb(couple.web, 'standard')
  await openWeb(couple.web, '/account')
  await couple.web.getByRole('button', { name: 'Cancel subscription' }).click()
  await couple.web.getByRole('button', { name: 'Confirm cancellation' }).click()
  await couple.web.getByRole('button', { name: 'Resume subscription' }).click()
  await couple.web.getByRole('button', { name: 'Cancel subscription' }).waitFor()
  await expectBothSay(couple, { web: [/^Active$/, /Renews on/], phone: [/^Standard$/, /Renews on/] })
  await couple.close()
})

it('cancelled on the phone: both show the end date and keep access, and lose it when the end has passed', async () => {
  const couple = await openCouple(browser)
  await subscribeOnPhone(couple.phone, 'Premium')
  await letFreeWeekPass()
  await openTab(couple.phone, 'Home')
  await couple.phone.getByRole('button', { name: 'Manage subscription' }).click()
  await couple.phone.getByRole('button', { name: 'Cancel subscription' }).click()
  await couple.phone.getByRole('button', { name: 'Resume subscription' }).waitFor()
  await couple.phone.getByRole('button', { name: 'Done' }).click()
  await expectBothSay(couple, { web: [/Ends on .+ You keep access until then/], phone: [/^Active$/, /Ends on/] })
  await expectPremiumLesson(couple, 'open')

  await moveAppStoreClock({ advance_months: 1, advance_seconds: 60 })
  await expectBothSay(couple, { web: [/^Ended$/], phone: [/^Ended$/] })
  await expectPremiumLesson(couple, 'locked')
  await couple.close()
})
