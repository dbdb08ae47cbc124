import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, it } from 'vitest'
import { localKeys } from '../../local/supabase/local-keys.ts'
import { addresses } from '../support/journeys/addresses.ts'
import { appleAccountOf, readAppStore } from '../support/journeys/app-store.ts'
import { expectLesson } from '../support/journeys/expect-access.ts'
import { buyOnPhone, openOffer, openPurchaseSheet } from '../support/journeys/paywall.ts'
import { signIn } from '../support/journeys/people.ts'
import { openPass, openTab, subscribeOnPhone } from '../support/journeys/phone.ts'
import { openPocket, type Pocket } from '../support/journeys/pocket.ts'
import { provideBrowser } from '../support/journeys/sizes.ts'
import { cards, enterCard, fillCard, openWeb } from '../support/journeys/web.ts'

const browser = provideBrowser()
const workshop = 'The repair workshop'
const buy = `Buy ${workshop}`
const underWay = 'A purchase is under way on your other device. Finish it there, or try again in a few minutes.'

let pocket: Pocket
beforeEach(async () => {
  pocket = await openPocket(browser.get())
  return () => pocket.close()
})

const buyWorkshopOnPhone = () => buyOnPhone(pocket.phone, buy, `${workshop} is yours.`)

async function purchasesAtApple() {
  const { purchases } = await readAppStore()
  return purchases.filter((one) => one.apple_account === appleAccountOf(pocket.person))
}

/** On the page of the workshop, in the price list, and in the account. */
async function expectOwnedOnWeb(web: Page): Promise<void> {
  await openWeb(web, '/extras/workshop')
  await web.getByRole('heading', { name: 'You own this' }).waitFor()
  expect(await web.getByLabel('Card number').count()).toBe(0)
  await openWeb(web, '/pricing')
  await web.getByRole('region', { name: workshop }).getByText('Yours', { exact: true }).waitFor()
  await openWeb(web, '/account')
  await web
    .getByRole('region', { name: 'One-time purchases' })
    .getByText(/^Bought on/)
    .waitFor()
  expect(await web.getByRole('link', { name: buy }).count()).toBe(0)
}

async function expectOwnedOnPhone(phone: Page): Promise<void> {
  await (await openOffer(phone, workshop)).getByText('Yours for good', { exact: true }).waitFor()
  expect(await phone.getByRole('button', { name: buy }).count()).toBe(0)
  await openPass(phone)
  await phone.getByRole('heading', { name: 'Yours for good' }).waitFor()
}

describe('the workshop', () => {
  it('that is bought in the app is open on the web, and not sold there', async () => {
    const { person, phone, web } = pocket
    await expectLesson(pocket, 'workshop', 'locked')
    await phone.getByRole('button', { name: 'See the plans' }).click()
    await buyWorkshopOnPhone()
    await expectOwnedOnPhone(phone)
    await expectLesson(pocket, 'workshop', 'open')
    await expectOwnedOnWeb(web)
    expect(await purchasesAtApple()).toMatchObject([{ app_account_token: person.id, price_milliunits: 29_000 }])

    // Not by a hidden form: the server refuses whoever asks it directly.
    const response = await fetch(`${addresses().api}/functions/v1/billing/extras/buy`, {
      method: 'POST',
      headers: { apikey: localKeys.publishable, authorization: `Bearer ${await signIn(person)}` },
      body: JSON.stringify({ extra_id: 'workshop', save_card: 'no' }),
    })
    expect([response.status, await response.json()]).toMatchObject([409, { code: 'already_owned' }])
  })

  it('that is bought on the web is open on the phone, and not sold there', async () => {
    const { phone, web } = pocket
    // The paywall of before is on the screen still.
    await (await openOffer(phone, workshop)).getByRole('button', { name: buy }).waitFor()
    await openWeb(web, '/extras/workshop')
    await enterCard(web, cards.good)
    await web.getByRole('heading', { name: 'It is yours' }).waitFor()
    await phone.getByRole('button', { name: buy }).click()
    await phone.getByText('You own this already.').waitFor()
    expect(await phone.getByRole('button', { name: 'Confirm purchase' }).count()).toBe(0)

    await expectOwnedOnPhone(phone)
    await expectLesson(pocket, 'workshop', 'open')
    await expectOwnedOnWeb(web)
    expect(await purchasesAtApple()).toEqual([])
  })

  it('is not sold on the web while the phone’s sheet is open, and is when it was closed', async () => {
    const { phone, web } = pocket
    await openWeb(web, '/extras/workshop')
    const sheet = await openPurchaseSheet(phone, buy)
    await fillCard(web, cards.good)
    const pay = web.getByRole('button', { name: /^Pay/ })
    await pay.click()
    await web.getByRole('alert').getByText(underWay).waitFor()

    const ended = phone.waitForResponse((response) => response.url().endsWith('/rpc/end_app_store_purchase'))
    await sheet.getByRole('button', { name: 'Cancel' }).click()
    await ended
    await pay.click()
    await web.getByRole('heading', { name: 'It is yours' }).waitFor()
    await expectOwnedOnPhone(phone)
  })

  it('is not sold on the phone while the bank asks about the payment on the web', async () => {
    const { phone, web } = pocket
    await openWeb(web, '/extras/workshop')
    await enterCard(web, cards.asksForAuthentication)
    await web.getByRole('button', { name: 'Complete authentication' }).waitFor()
    await openTab(phone, 'Subscribe')
    await phone.getByRole('button', { name: buy }).click()
    await phone.getByText(underWay).waitFor()
    expect(await phone.getByRole('button', { name: 'Confirm purchase' }).count()).toBe(0)
    await web.getByRole('button', { name: 'Complete authentication' }).click()
    await web.getByRole('heading', { name: 'It is yours' }).waitFor()
    await expectOwnedOnPhone(phone)
    expect(await purchasesAtApple()).toEqual([])
  })

  it('is bought once by who taps twice, and by who has a plan as well: both go on side by side', async () => {
    const { phone, web } = pocket
    await subscribeOnPhone(phone, 'Standard')
    await openTab(phone, 'Subscribe')
    await phone.getByRole('button', { name: buy }).dblclick()
    await phone.getByRole('button', { name: 'Confirm purchase' }).dblclick()
    await phone.getByText(`${workshop} is yours.`).waitFor()
    expect(await purchasesAtApple()).toHaveLength(1)
    await expectOwnedOnPhone(phone)
    await (await openPass(phone)).getByText('Standard').waitFor()
    await expectLesson(pocket, 'workshop', 'open')
    await expectLesson(pocket, 'standard', 'open')
    await expectOwnedOnWeb(web)
    await web.getByRole('region', { name: 'Standard' }).getByText('Active', { exact: true }).waitFor()
  })

  it('is restored on another phone, and stays with who bought it when somebody else tries', async () => {
    await buyWorkshopOnPhone()
    const second = await openPocket(browser.get(), { person: pocket.person })
    await second.phone.getByRole('button', { name: 'Restore purchases' }).click()
    await second.phone.getByText('Your purchase is restored.').waitFor()
    await expectOwnedOnPhone(second.phone)
    await second.close()

    const guest = await openPocket(browser.get(), { appleAccount: appleAccountOf(pocket.person) })
    await guest.phone.getByRole('button', { name: 'Restore purchases' }).click()
    await guest.phone.getByText(/belongs to another/).waitFor()
    await expectLesson(guest, 'workshop', 'locked')
    await guest.close()
    await expectLesson(pocket, 'workshop', 'open')
  })
})
