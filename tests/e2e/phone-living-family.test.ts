import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { actAtApple, appleAccountOf } from '../support/journeys/app-store.ts'
import { expectBothSay, expectLesson } from '../support/journeys/expect-access.ts'
import { changeSettings } from '../support/journeys/operator.ts'
import { subscribeOnPhone } from '../support/journeys/phone.ts'
import { type Pocket, providePockets } from '../support/journeys/pocket.ts'
import { provideBrowser } from '../support/journeys/sizes.ts'
import { openWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()
const open = providePockets(browser)

describe('a family', () => {
  const family = (parent: Pocket, child: Pocket, shares: boolean) =>
    actAtApple('/accounts/family', {
      organizer: appleAccountOf(parent.person),
      members: [appleAccountOf(child.person)],
      shares,
    })
  const share = (page: Page) => page.getByRole('region', { name: 'Shared with you' })

  beforeEach(() => changeSettings({ family_sharing_serves: true }))
  afterEach(() => changeSettings({ family_sharing_serves: false }))

  it('shares Premium: the member has it on both, as the setting says, and has it no more when sharing ends', async () => {
    const [parent, child] = [await open(), await open()]
    await subscribeOnPhone(parent.phone, 'Premium')
    await family(parent, child, true)
    // It comes by itself, as a transaction that nobody has finished.
    await share(child.phone).getByText('Only they can change or cancel it').waitFor()
    await expectBothSay(child, {
      phone: [/^Premium$/],
      web: [/^Premium$/, /Through the App Store, by a member of your family/],
    })
    await expectLesson(child, 'premium', 'open')

    await changeSettings({ family_sharing_serves: false })
    await expectBothSay(child, { phone: [], web: [/^Not shared here$/, /everybody needs a subscription of their own/] })
    await child.phone.getByRole('region', { name: 'Not shared here' }).waitFor()
    await expectLesson(child, 'premium', 'locked')
    await expectLesson(parent, 'premium', 'open')

    await changeSettings({ family_sharing_serves: true })
    await expectLesson(child, 'premium', 'open')
    await family(parent, child, false)
    await expectBothSay(child, {
      phone: [/^It is no longer shared with you/],
      web: [/^It is no longer shared with you/],
    })
    await expectLesson(child, 'premium', 'locked')
    await expectLesson(parent, 'premium', 'open')
  })
})

it('a parent’s consent that is withdrawn closes what the child bought, on both', async () => {
  const pocket = await open()
  await subscribeOnPhone(pocket.phone, 'Standard')
  await expectLesson(pocket, 'standard', 'open')
  await actAtApple('/accounts/rescind-consent', { apple_account: appleAccountOf(pocket.person) })
  await expectLesson(pocket, 'standard', 'locked')
  await openWeb(pocket.web, '/account')
  // Nobody paid anything back.
  expect(await pocket.web.getByText(/refunded/i).count()).toBe(0)
  await pocket.web.getByText('Why do I have no access?').click()
  await pocket.web.getByText(/^A parent withdrew the consent to use the app on/).waitFor()
})
