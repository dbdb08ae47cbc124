import { describe, expect, it } from 'vitest'
import { BEN } from './fake-api-data.ts'
import { APPLE_ACCOUNT, usePhone } from './use-phone.ts'

describe('a purchase that somebody else has to approve', { timeout: 60_000 }, () => {
  const { phone, page, button, tab, see, posted, signIn, buy, setAccount, findFaults } = usePhone()
  const card = () => page().getByRole('region', { name: 'Waiting for approval' })
  const answer = (approve: boolean) =>
    phone().store.answerAsks({ appleAccount: APPLE_ACCOUNT, approve, productId: null })
  const ask = async () => {
    await setAccount({ asks_to_buy: true })
    await signIn()
    await buy('Standard')
    await see('Your request is on its way: Standard waits for approval.')
  }

  it('is said to wait, opens nothing, and is finished while the app is open', async () => {
    await ask()
    await card().getByText('Standard opens here by itself').waitFor()
    expect(posted('/functions/v1/app-store-transactions')).toEqual([])
    expect(await findFaults()).toEqual([])
    await tab('Subscribe')
    await card().waitFor()
    await answer(true)
    await see('Approved: Standard is yours.')
    await page().getByText('Your plan', { exact: true }).waitFor()
    expect(await card().count()).toBe(0)
    await expect
      .poll(() => phone().store.describe().subscriptions[0]?.transactions[0]?.is_finished, { timeout: 10_000 })
      .toBe(true)
  })

  it('is finished at the next launch', async () => {
    await ask()
    await page().goto('about:blank')
    await answer(true)
    await page().goto(phone().url)
    await see('Approved: Standard is yours.')
    await see('Renews on')
    expect(await card().count()).toBe(0)
  })

  it('is finished when the app comes to the front', async () => {
    await ask()
    // No timer runs any more: nothing but coming to the front can find it.
    await page().clock.install()
    await page().reload()
    await card().waitFor()
    await page().clock.pauseAt(Date.now() + 60_000)
    await answer(true)
    await page().evaluate(() => window.dispatchEvent(new Event('focus')))
    await see('Approved: Standard is yours.')
  })

  it('is finished when the app comes to the front while it still asks', async () => {
    await ask()
    await page().clock.install()
    await page().reload()
    await card().waitFor()
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const isAsked = page().waitForRequest('**/storekit/unfinished*')
    let isFirst = true
    await page().route('**/storekit/unfinished*', async (route) => {
      if (!isFirst) return route.continue()
      isFirst = false
      const before = await route.fetch()
      await held
      await route.fulfill({ response: before })
    })
    await page().clock.runFor(3_000)
    const asked = await isAsked
    await page().clock.pauseAt(Date.now() + 60_000)
    await answer(true)
    await page().evaluate(() => window.dispatchEvent(new Event('focus')))
    release()
    await asked.response()
    await see('Approved: Standard is yours.')
  })

  it('waits over a restart, and for the user who asked alone', async () => {
    await ask()
    await page().reload()
    await card().waitFor()
    await button('Sign out').click()
    await signIn(BEN)
    await see('No subscription')
    expect(await card().count()).toBe(0)
  })

  it('is told its owner when another user is signed in by then', async () => {
    await ask()
    await button('Sign out').click()
    await signIn(BEN)
    await see('No subscription')
    await answer(true)
    await expect.poll(() => posted('/functions/v1/app-store-transactions'), { timeout: 10_000 }).toHaveLength(1)
    await page().reload()
    await see('No subscription')
    expect(phone().store.describe().subscriptions[0]?.transactions[0]?.is_finished).toBe(false)
  })

  it('can be waited for no longer, and asked for again', async () => {
    await ask()
    await answer(false)
    await button('Do not wait').click()
    expect(await card().count()).toBe(0)
    expect(await page().evaluate(() => document.activeElement?.textContent)).toBe('Home')
    await buy('Standard')
    await card().waitFor()
  })

  it('is not waited for after a day', async () => {
    await ask()
    await page().clock.setFixedTime(Date.now() + 25 * 3_600_000)
    await page().reload()
    await see('No subscription')
    expect(await card().count()).toBe(0)
  })
})
