import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { localKeys } from '../../local/supabase/local-keys.ts'
import { launchBrowser } from '../support/browser.ts'
import { addresses } from '../support/journeys/addresses.ts'
import { letFreeWeekPass } from '../support/journeys/clocks.ts'
import { openCouple } from '../support/journeys/couple.ts'
import { expectBothSay, expectPremiumLesson } from '../support/journeys/expect-access.ts'
import { signIn } from '../support/journeys/people.ts'
import { subscribeOnPhone } from '../support/journeys/phone.ts'
import { openWeb } from '../support/journeys/web.ts'

let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())

it('a person who pays on the phone is a subscriber on the web, and cannot be sold a second subscription there', async () => {
  const couple = await openCouple(browser)
  await subscribeOnPhone(couple.phone, 'Premium')
  await letFreeWeekPass()
  await expectBothSay(couple, {
    web: [/^Premium$/, /^Active$/, /Through the App Store/],
    phone: [/^Premium$/, /^Active$/, /Renews on/],
  })
  await expectPremiumLesson(couple, 'open')

  await openWeb(couple.web, '/subscribe/premium')
  await couple.web.getByText('You already subscribe through the App Store').first().waitFor()
  expect(await couple.web.getByLabel('Card number').count()).toBe(0)

  // Not by a hidden button: the server refuses whoever asks it directly.
  const response = await fetch(`${addresses().api}/functions/v1/billing/subscribe`, {
    method: 'POST',
    headers: { apikey: localKeys.publishable, authorization: `Bearer ${await signIn(couple.person)}` },
    body: JSON.stringify({ plan_id: 'premium' }),
  })
  expect([response.status, await response.json()]).toMatchObject([409, { code: 'subscribed_in_app_store' }])
  await couple.close()
})
