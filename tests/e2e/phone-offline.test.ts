import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { actOnSubscription, appleAccountOf } from '../support/journeys/app-store.ts'
import { expectBothSay, expectLesson } from '../support/journeys/expect-access.ts'
import { openDeviceSettings, openPass, openTab, subscribeOnPhone } from '../support/journeys/phone.ts'
import { openPocket, type Pocket } from '../support/journeys/pocket.ts'
import { provideBrowser } from '../support/journeys/sizes.ts'
import { expectAccountSays, openWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()
const day = 86_400_000
const lesson = { name: /Starting on a hill/, words: 'both feet down on the uphill side' }
const noAnswer = 'No connection. Check your network and try again.'

let pocket: Pocket
let phone: Page
beforeEach(async () => {
  pocket = await openPocket(browser.get())
  phone = pocket.phone
  await subscribeOnPhone(phone, 'Standard')
  // What the phone shall remember has arrived.
  await pass().getByText('Standard', { exact: true }).waitFor()
  return () => pocket.close()
})

const note = () => phone.getByRole('region', { name: 'No connection' })
const pass = () => phone.getByRole('region', { name: 'Your subscription' })

async function setConnection(isOn: boolean): Promise<void> {
  const settings = await openDeviceSettings(phone)
  await settings.getByLabel('No connection', { exact: true }).setChecked(!isOn)
}

async function openLesson(name: RegExp): Promise<void> {
  await openTab(phone, 'Lessons')
  await phone.getByRole('button', { name }).click()
}

/** The app is started again at another time of its own clock, which nobody asked the servers about. */
async function startAt(time: number): Promise<void> {
  await phone.clock.setFixedTime(time)
  await phone.reload()
}

describe('a phone without a connection', () => {
  it('starts with what it knew and says how old that is; what has changed meanwhile is known with the connection', async () => {
    await openLesson(lesson.name)
    await phone.getByText(lesson.words).waitFor()
    await setConnection(false)
    await phone.reload()
    await note()
      .getByText(/^This is what we knew on \d+ \w+ \d{4} at \d\d:\d\d\. Without a connection it holds until/)
      .waitFor()
    await pass().getByText('Standard', { exact: true }).waitFor()
    await openLesson(lesson.name)
    await phone.getByText(lesson.words).waitFor()
    await openLesson(/Gears for two/)
    await phone.getByText(noAnswer).waitFor()

    await actOnSubscription(appleAccountOf(pocket.person), 'refund')
    await expectAccountSays(pocket.web, 'Refunded')
    await openPass(phone)
    await pass().getByText('Active', { exact: true }).waitFor()
    await setConnection(true)
    await expectBothSay(pocket, { phone: [/^Refunded$/], web: [/^Refunded$/] })
    expect(await note().count()).toBe(0)
    await expectLesson(pocket, 'standard', 'locked')
  })

  it('says nothing of rights after three days without an answer, and has them again with one', async () => {
    await setConnection(false)
    await startAt(Date.now() + 2.9 * day)
    await note().waitFor()
    await pass().getByText('Standard', { exact: true }).waitFor()

    await startAt(Date.now() + 3 * day + 60_000)
    await phone.getByText('This phone has had no answer for more than three days.').waitFor()
    expect(await pass().count()).toBe(0)
    await openTab(phone, 'Lessons')
    await phone.getByText('This phone has had no answer for more than three days.').waitFor()
    expect(await phone.getByRole('button', lesson).count()).toBe(0)
    // It is the phone alone that does not know: the website asks the server.
    await openWeb(pocket.web, '/lessons/starting-on-a-hill')
    await pocket.web.getByText(lesson.words).waitFor()

    await openTab(phone, 'Home')
    await setConnection(true)
    await pass().getByText('Standard', { exact: true }).waitFor()
    expect(await note().count()).toBe(0)
  })

  it('does not believe a clock that was set back, until a server has answered', async () => {
    await setConnection(false)
    await startAt(Date.now() - day)
    await phone.getByText('The clock of this phone was set back.').waitFor()
    expect(await pass().count()).toBe(0)
    await setConnection(true)
    await pass().getByText('Standard', { exact: true }).waitFor()
    await setConnection(false)
    await phone.reload()
    await note().waitFor()
    await pass().getByText('Standard', { exact: true }).waitFor()
  })

  it('sells nothing and says why, and sells again with a connection', async () => {
    await openTab(phone, 'Subscribe')
    await phone.getByRole('button', { name: 'Subscribe to Premium' }).waitFor()
    await setConnection(false)
    await phone.getByRole('button', { name: 'Subscribe to Premium' }).click()
    await phone.getByText(noAnswer).waitFor()
    expect(await phone.getByRole('button', { name: 'Confirm purchase' }).count()).toBe(0)
    await setConnection(true)
    await subscribeOnPhone(phone, 'Premium')
    await expectBothSay(pocket, { phone: [/^Premium$/], web: [/^Premium$/] })
  })
})
