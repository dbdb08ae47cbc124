import { describe, expect, it } from 'vitest'
import { ANN, buildEntitlements } from './fake-api-data.ts'
import { usePhone } from './use-phone.ts'

const END = '2046-12-21T08:00:00+00:00'
const RULES = ['nothing', 'mention', 'link', null, 'whatever'] as const

describe('what the app says about the web', { timeout: 60_000 }, () => {
  const { phone, page, button, tab, see, posted, signIn, setAccount, findFaults } = usePhone()
  const links = () =>
    page()
      .locator('#app')
      .getByRole('link')
      .evaluateAll((all) => all.map((one) => `${one.textContent} ${one.getAttribute('href')}`))
  const setRule = (rule: string | null) => rule && phone().api.webRules.set('SGP', rule)
  const subscribeOnWeb = () =>
    phone().api.entitlements.set(
      ANN.id,
      buildEntitlements('premium', { store: 'stripe', expires_at: END, will_renew: true }),
    )

  it.each(RULES)('to who could buy: as the storefront allows (%s)', async (rule) => {
    setRule(rule)
    await signIn()
    await tab('Subscribe')
    await button('Subscribe to Premium').waitFor()
    expect(await links()).toEqual(rule === 'link' ? ['See the plans on the web http://localhost:3000/pricing'] : [])
    expect(await page().getByText('You can subscribe on our website, too.').count()).toBe(rule === 'mention' ? 1 : 0)
    expect(posted('/rest/v1/rpc/web_purchase_rule')).toMatchObject([{ body: { storefront: 'SGP' } }])
  })

  it.each(RULES)('to who subscribes there: managed on the web, as the storefront allows (%s)', async (rule) => {
    setRule(rule)
    subscribeOnWeb()
    await signIn()
    await see('On the web')
    await see(rule === 'mention' ? 'You manage it on our website' : 'Manage it where you bought it.')
    const allowed = rule === 'link' ? ['Manage it on the web http://localhost:3000/account'] : []
    expect(await links()).toEqual(allowed)
    expect(await findFaults()).toEqual([])
    await tab('Subscribe')
    await see('You already subscribe on the web. Manage it where you bought it.')
    expect(await links()).toEqual(allowed)
  })

  it('follows the country of the Apple Account, not the one of the phone', async () => {
    phone().api.webRules.set('USA', 'link')
    await signIn()
    await tab('Subscribe')
    await button('Subscribe to Premium').waitFor()
    expect(await links()).toEqual([])
    await page().getByLabel('Storefront').selectOption('United States')
    await page().getByRole('link', { name: 'See the plans on the web' }).waitFor()
    expect(await page().getByText('US$').first().isVisible()).toBe(true)
  })

  it.each([
    ['our server', '**/rpc/web_purchase_rule'],
    ['the App Store', '**/storekit/account*'],
  ])('is nothing when %s cannot be asked', async (_name, address) => {
    phone().api.webRules.set('SGP', 'link')
    await page().route(address, (route) => route.abort())
    await signIn()
    await tab('Subscribe')
    await button('Subscribe to Premium').waitFor()
    expect(await links()).toEqual([])
  })

  it('keeps what the Apple Account is set to over a reload', async () => {
    await setAccount({ storefront: 'JPN', asks_to_buy: true })
    await page().reload()
    await expect.poll(() => page().getByLabel('Storefront').inputValue()).toBe('JPN')
    expect(await page().getByLabel('Ask to Buy').isChecked()).toBe(true)
    await page().getByLabel('Apple Account', { exact: true }).fill('Somebody else')
    await page().keyboard.press('Tab')
    await expect.poll(() => page().getByLabel('Storefront').inputValue()).toBe('SGP')
    expect(await page().getByLabel('Ask to Buy').isChecked()).toBe(false)
  })
})
