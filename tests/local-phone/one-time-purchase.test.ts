import { describe, expect, it } from 'vitest'
import type { EntitlementRow } from '../../local/phone/client/data/rows.ts'
import { ANN, buildEntitlements } from './fake-api-data.ts'
import { usePhone } from './use-phone.ts'

const END = '2046-12-21T08:00:00+00:00'

describe('what is bought once', { timeout: 60_000 }, () => {
  const { phone, page, button, tab, see, posted, signIn, findFaults } = usePhone()
  const openLesson = async () => {
    await tab('Lessons')
    await page()
      .getByRole('button', { name: /True a wheel/ })
      .click()
  }
  const own = () => {
    const [row] = buildEntitlements('premium', { store: 'stripe', expires_at: END, will_renew: false })
    phone().api.entitlements.set(ANN.id, [{ ...row, entitlement: 'workshop', plan_id: null } as EntitlementRow])
  }

  it('is offered at its lesson, bought, opens the lesson, and stays', async () => {
    await signIn()
    await openLesson()
    await page().getByRole('region', { name: 'Locked' }).getByText('It opens with The repair workshop.').waitFor()
    await button('See the plans').click()
    await button('Buy The repair workshop').click()
    const sheet = page().getByRole('dialog', { name: 'App Store' })
    await sheet.getByText('Bought once, yours for good').waitFor()
    await sheet.getByText('S$29.00').waitFor()
    expect(await findFaults()).toEqual([])
    await button('Confirm purchase').click()
    await see('The repair workshop is yours.')
    await see('Yours for good')
    // It is no plan: those stay for sale.
    await button('See the plans').waitFor()
    expect(posted('/functions/v1/app-store-transactions')).toMatchObject([
      { body: { signed_transaction: expect.any(String) } },
    ])
    await openLesson()
    await see('Count to three <b>together</b>')
    await tab('Subscribe')
    await page().getByRole('region', { name: 'The repair workshop' }).getByText('Yours for good').waitFor()
    expect(await button('Buy The repair workshop').count()).toBe(0)
  })

  it('keeps the sheet shut for who bought it on the web a moment ago', async () => {
    await signIn()
    await tab('Subscribe')
    await button('Buy The repair workshop').waitFor()
    own()
    await button('Buy The repair workshop').click()
    await see('You own this already.')
    expect(await button('Confirm purchase').count()).toBe(0)
    expect(posted('/rest/v1/rpc/begin_app_store_extra')).toMatchObject([{ body: { extra_id: 'workshop' } }])
  })

  it('is sold to who subscribes on the web, too', async () => {
    phone().api.entitlements.set(
      ANN.id,
      buildEntitlements('premium', { store: 'stripe', expires_at: END, will_renew: true }),
    )
    await signIn()
    await tab('Subscribe')
    await see('You have Premium')
    await button('Buy The repair workshop').click()
    await button('Confirm purchase').click()
    await see('The repair workshop is yours.')
  })

  it('is given up when the sheet is closed: the web may sell it again', async () => {
    await signIn()
    await tab('Subscribe')
    await button('Buy The repair workshop').click()
    await button('Cancel').click()
    await expect.poll(() => posted('/rest/v1/rpc/end_app_store_purchase')).toHaveLength(1)
  })

  it('is restored on another phone', async () => {
    await signIn()
    await tab('Subscribe')
    await button('Buy The repair workshop').click()
    await button('Confirm purchase').click()
    await see('The repair workshop is yours.')
    phone().api.entitlements.clear()
    await button('Restore purchases').click()
    await see('Your purchase is restored.')
    await see('Yours for good')
  })

  it('is not offered where the App Store does not sell it, nor is said who does', async () => {
    await phone().store.setOnSale('com.example.tandem.workshop', false)
    await signIn()
    await tab('Subscribe')
    await button('Subscribe to Standard').waitFor()
    expect(await page().getByText('The repair workshop').count()).toBe(0)
  })
})
