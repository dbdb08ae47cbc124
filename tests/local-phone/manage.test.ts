import { describe, expect, it } from 'vitest'
import { ANN } from './fake-api-data.ts'
import { APPLE_ACCOUNT, usePhone } from './use-phone.ts'

describe('Apple’s page for subscriptions', { timeout: 60_000 }, () => {
  const { phone, page, button, see, signIn, buy, findFaults } = usePhone()
  const sheet = () => page().getByRole('dialog', { name: 'Manage subscription' })
  const subscription = () => {
    const [first] = phone().store.describe().subscriptions
    if (!first) throw new Error('Nothing was bought')
    return first
  }
  const act = (action: Parameters<ReturnType<typeof phone>['store']['act']>[1]) =>
    phone().store.act(subscription().original_transaction_id, action)
  const buyPlan = async (name: string) => {
    phone().api.hadTrial.add(ANN.id)
    await signIn()
    await buy(name)
    await see(`Welcome to ${name}.`)
  }
  const openManage = async () => {
    await button('Manage subscription').click()
    await sheet().waitFor()
  }

  it('changes to a lower plan at the end of the month, and takes it back', async () => {
    await buyPlan('Premium')
    await openManage()
    await button('Change to Standard').click()
    await sheet().getByText('Then').waitFor()
    expect(subscription()).toMatchObject({ auto_renew_product_id: 'com.example.tandem.standard.monthly' })
    await button('Done').click()
    const note = page().getByRole('region', { name: 'Your plan changes' })
    await note.getByText(/^Changes to Standard on/).waitFor()
    expect(await findFaults()).toEqual([])
    await openManage()
    await button('Keep Premium').click()
    await button('Change to Standard').waitFor()
    expect(await sheet().getByText('Then').count()).toBe(0)
    await button('Done').click()
    await note.waitFor({ state: 'detached' })
    await see('Renews on')
  })

  it('changes to a higher plan at once, and our server hears of it', async () => {
    await buyPlan('Standard')
    await openManage()
    await button('Change to Premium').click()
    await button('Change to Standard').waitFor()
    await button('Done').click()
    await page().getByRole('region', { name: 'Your subscription' }).getByText('Premium').waitFor()
    expect(subscription().transactions.at(-1)).toMatchObject({
      product_id: 'com.example.tandem.premium.monthly',
      is_finished: true,
    })
  })

  it('asks about a higher price; a yes is kept and known to our server', async () => {
    await buyPlan('Premium')
    await act('raise-price')
    await openManage()
    const question = sheet().getByRole('region', { name: 'A new price' })
    await question.getByText('Without your yes it ends on that day.').waitFor()
    expect(await findFaults()).toEqual([])
    await button('Agree to the new price').click()
    await question.waitFor({ state: 'detached' })
    expect(subscription()).toMatchObject({ price_consent: 'accepted', will_renew: true })
    expect(phone().api.subscriptions.get(ANN.id)).toMatchObject([{ price_consent: 'accepted' }])
  })

  it('is opened from the notice of a new price on the home screen', async () => {
    await buyPlan('Premium')
    await act('raise-price')
    await page().reload()
    await button('Manage subscription').click()
    // What is changed on Apple's page is handed in: cancel and resume, so that our server hears of the new price, too.
    await button('Cancel subscription').click()
    await button('Resume subscription').click()
    await button('Done').click()
    const notice = page().getByRole('region', { name: 'The price goes up' })
    await notice.getByText('If you do not agree, it ends on that day.').waitFor()
    await notice.getByRole('button', { name: 'Review the new price' }).click()
    await button('Do not agree').click()
    await button('Resume subscription').waitFor()
    expect(subscription()).toMatchObject({ will_renew: false })
  })

  it('says that a payment failed, and that Apple tries again', async () => {
    await buyPlan('Standard')
    await act('fail-next-renewal')
    await phone().store.advance({ months: 1 })
    await openManage()
    await sheet().getByText('The last payment failed. Apple tries again.').waitFor()
  })

  it('lets a family member change nothing, and restores their share', async () => {
    const buyer = await fetch(`${phone().storeUrl}/storekit/purchase`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ apple_account: 'Parent', product_id: 'com.example.tandem.premium.monthly' }),
    })
    expect(buyer.status).toBe(200)
    await phone().store.setFamily({ organizer: 'Parent', members: [APPLE_ACCOUNT], shares: true })
    await signIn()
    const note = page().getByRole('region', { name: 'Shared with you' })
    // It comes by itself, as a transaction that nobody has finished.
    await note.getByText('Only they can change or cancel it').waitFor()
    await see('Your family')
    expect(await button('Manage subscription').count()).toBe(0)
    expect(await button('Request a refund').count()).toBe(0)
    expect(await findFaults()).toEqual([])
    await page().getByRole('tab', { name: 'Subscribe' }).click()
    await openManage()
    await sheet().getByText('whoever bought it can change or cancel it').waitFor()
    expect(await button('Cancel subscription').count()).toBe(0)
  })

  it('says when it cannot be reached, and tries again', async () => {
    await buyPlan('Standard')
    await page().route('**/storekit/subscriptions*', (route) => route.abort())
    await openManage()
    await sheet().getByText('No connection.').waitFor()
    await page().unroute('**/storekit/subscriptions*')
    await button('Try again').click()
    await button('Cancel subscription').waitFor()
  })

  it('says what went wrong with a change, and changes nothing', async () => {
    await buyPlan('Standard')
    await openManage()
    await page().route('**/cancel', (route) => route.abort())
    await button('Cancel subscription').click()
    await sheet().getByRole('alert').getByText('No connection.').waitFor()
    expect(subscription()).toMatchObject({ will_renew: true })
  })
})
