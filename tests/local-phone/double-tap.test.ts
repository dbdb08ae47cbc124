import { describe, expect, it } from 'vitest'
import { usePhone } from './use-phone.ts'

describe('a finger that taps twice', { timeout: 60_000 }, () => {
  const { phone, page, button, tab, see, posted, signIn } = usePhone()
  const storeRequests: string[] = []
  const countPurchases = () => {
    storeRequests.length = 0
    page().on('request', (request) => {
      if (request.url().endsWith('/storekit/purchase')) storeRequests.push(request.url())
    })
  }

  it('buys a plan once', async () => {
    countPurchases()
    await signIn()
    await tab('Subscribe')
    await button('Subscribe to Premium').dblclick()
    await button('Confirm purchase').dblclick()
    await see('Welcome to Premium.')
    expect(storeRequests).toHaveLength(1)
    expect(posted('/rest/v1/rpc/begin_app_store_purchase')).toHaveLength(1)
    expect(phone().store.describe().subscriptions).toHaveLength(1)
  })

  it('buys once what is bought once, by the keyboard as well', async () => {
    countPurchases()
    await signIn()
    await tab('Subscribe')
    await button('Buy The repair workshop').dblclick()
    await button('Confirm purchase').focus()
    await page().keyboard.press('Enter')
    await page().keyboard.press('Enter')
    await see('The repair workshop is yours.')
    expect(storeRequests).toHaveLength(1)
  })

  it('asks for one refund', async () => {
    await signIn()
    await tab('Subscribe')
    await button('Buy The repair workshop').click()
    await button('Confirm purchase').click()
    await button('Request a refund').click()
    await page()
      .getByRole('button', { name: /Workshop/ })
      .click()
    await button('Request refund').dblclick()
    await see('Apple has your request')
    const { notifications } = phone().store.describe()
    expect(notifications.filter(({ type }) => type === 'CONSUMPTION_REQUEST')).toHaveLength(1)
  })
})
