import { describe, expect, it } from 'vitest'
import { ANN, buildEntitlements } from './fake-api-data.ts'
import { APPLE_ACCOUNT, usePhone } from './use-phone.ts'

const END = '2046-12-21T08:00:00+00:00'

describe('a refund of the App Store', { timeout: 60_000 }, () => {
  const { phone, page, button, tab, see, posted, signIn, buy, findFaults } = usePhone()
  const consent = () => page().getByRole('switch', { name: 'Tell Apple how much I used' })
  const openRefund = async () => {
    await tab('Home')
    await button('Request a refund').click()
    await page().getByRole('heading', { name: 'Request a refund' }).waitFor()
  }
  const openSheet = () =>
    page()
      .getByRole('button', { name: /^Standard/ })
      .click()
  const buyStandard = async () => {
    await signIn()
    await buy('Standard')
    await see('Welcome to Standard.')
  }

  it('is asked for with a reason, and Apple asks us about it', async () => {
    await buyStandard()
    await openRefund()
    await openSheet()
    const sheet = page().getByRole('dialog', { name: 'Refund from Apple' })
    await sheet.getByRole('radio', { name: 'It is not what I expected' }).check()
    expect(await findFaults()).toEqual([])
    await button('Request refund').click()
    await see('Apple has your request, and decides within a day or two.')
    const [request] = phone()
      .store.describe()
      .notifications.filter(({ type }) => type === 'CONSUMPTION_REQUEST')
    expect(request).toBeDefined()
    await openSheet()
    await button('Request refund').click()
    await page().getByRole('alert').getByText('A refund was already requested.').waitFor()
  })

  it('tells Apple nothing unless the user says yes: the consent is off, explained, and can be taken back', async () => {
    await buyStandard()
    await openRefund()
    expect(await consent().getAttribute('aria-checked')).toBe('false')
    await see('Without it we answer nothing.')
    await consent().click()
    await expect.poll(() => consent().getAttribute('aria-checked')).toBe('true')
    expect(posted('/rest/v1/rpc/set_refund_consent')).toMatchObject([{ body: { consented: true } }])
    await tab('Home')
    await openRefund()
    await expect.poll(() => consent().getAttribute('aria-checked')).toBe('true')
    await consent().press('Space')
    await expect.poll(() => phone().api.refundConsents.get(ANN.id)).toBe(false)
  })

  it('shows the consent as it is when it could not be changed', async () => {
    await buyStandard()
    await openRefund()
    phone().api.failNext('/rest/v1/rpc/set_refund_consent', 503, { code: 'internal', message: 'Down' })
    await consent().click()
    await see('The server has a problem.')
    expect(await consent().getAttribute('aria-checked')).toBe('false')
    expect(await consent().getAttribute('aria-disabled')).toBeNull()
  })

  it('of nothing is said so', async () => {
    phone().api.entitlements.set(
      ANN.id,
      buildEntitlements('standard', { store: 'app_store', expires_at: END, will_renew: true }),
    )
    await signIn()
    await openRefund()
    await see(`${APPLE_ACCOUNT} has nothing that could be refunded.`)
  })

  it('is not offered for what was bought on the web', async () => {
    phone().api.entitlements.set(
      ANN.id,
      buildEntitlements('premium', { store: 'stripe', expires_at: END, will_renew: true }),
    )
    await signIn()
    await see('On the web')
    expect(await button('Request a refund').count()).toBe(0)
  })

  it('that was given is said on the home screen, and what is left can be bought again', async () => {
    await buyStandard()
    const rights = buildEntitlements('standard', {
      store: 'app_store',
      expires_at: END,
      will_renew: false,
      status: 'revoked',
      access_ends_at: null,
    })
    phone().api.entitlements.set(ANN.id, rights)
    await button('Refresh').click()
    await see('This subscription was refunded.')
    await button('See the plans').click()
    await button('Subscribe to Premium').waitFor()
  })

  it('page says when there is no connection, and tries again', async () => {
    await buyStandard()
    await page().route('**/rest/v1/refund_consents*', (route) => route.abort())
    await openRefund()
    await see('No connection.')
    await page().unroute('**/rest/v1/refund_consents*')
    await button('Try again').click()
    await consent().waitFor()
  })
})
