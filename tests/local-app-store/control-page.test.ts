import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PURCHASE_ACTIONS, SUBSCRIPTION_ACTIONS } from '../../local/app-store/routes/subscription-actions.ts'
import { readNames } from './read-notifications.ts'
import { ACCOUNT, PREMIUM, STANDARD, startStore, type TestStore, USER, WORKSHOP } from './start-store.ts'

describe('the control page', () => {
  let store: TestStore
  beforeEach(async () => {
    store = await startStore()
  })
  afterEach(() => store.close())

  const page = async (query = '') => (await fetch(store.origin + query)).text()
  const submit = (path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    fetch(store.origin + path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: store.origin, ...headers },
    })
  const describeFirst = () => store.simulator.describe().subscriptions[0]

  it('says that nothing was bought, then what was', async () => {
    expect(await page()).toContain('Nothing has been bought yet.')
    await store.buy(PREMIUM, USER, '<b>Ann</b>')
    await store.simulator.settle()
    const html = await page()
    expect(html).toContain('Premium · &lt;b&gt;Ann&lt;/b&gt;')
    expect(html).toContain('Introductory offer: one week free.')
    expect(html).toContain('SUBSCRIBED / INITIAL_BUY')
    expect(html).toContain('Delivered (200, first attempt)')
  })

  it('moves the clock and works its buttons, and says what was done or why not', async () => {
    const { json } = await store.buy(STANDARD)
    const moved = await submit('/page/clock', { months: '1' })
    expect(new URL(moved.url).pathname).toBe('/')
    expect(await moved.text()).toContain('The clock moved forward.')
    expect(describeFirst()?.transactions).toHaveLength(2)
    const canceled = await submit(`/page/subscriptions/${json.transaction_id}/cancel`)
    expect(await canceled.text()).toContain('Canceled: it ends with what is paid.')
    expect(await page()).toContain('Resume')
    const refused = await submit(`/page/subscriptions/${json.transaction_id}/cancel`)
    expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining('already canceled')])
  })

  it('says nothing but its own words, whatever stands in the address', async () => {
    expect(await page('/?done=<b>hacked</b>')).not.toContain('hacked')
    expect(await page('/?done=toString')).not.toContain('role="status"')
  })

  it('does not obey a form of another site', async () => {
    const answer = await submit('/page/clock', { months: '1' }, { origin: 'https://elsewhere.example' })
    expect(answer.status).toBe(403)
    expect(store.simulator.describe().clock_offset_seconds).toBe(0)
  })

  it('offers each thing that can be done where it can be done, and only there', async () => {
    const seen = new Set<string>()
    const look = async () => {
      for (const [, path = ''] of (await page()).matchAll(
        /action="\/page\/(?:subscriptions|purchases)\/\d+\/([\w-]+)"/g,
      )) {
        seen.add(path)
      }
    }
    const { json } = await store.buy(STANDARD)
    const id = json.transaction_id
    await look()
    expect(seen).not.toContain('recover-billing')
    expect(seen).not.toContain('refund-older-period')
    expect(seen).not.toContain('decline-refund')
    const workshop = (await store.buy(WORKSHOP)).json.transaction_id
    await store.simulator.advance({ months: 1 })
    await submit(`/page/subscriptions/${id}/fail-next-renewal`)
    await store.simulator.advance({ months: 1 })
    await look()
    await submit(`/page/subscriptions/${id}/recover-billing`)
    await submit(`/page/subscriptions/${id}/cancel`)
    await submit('/page/refund-requests', { account: ACCOUNT, transaction: workshop, reason: 'OTHER' })
    await look()
    await submit(`/page/purchases/${workshop}/refund`)
    await submit(`/page/subscriptions/${id}/raise-price`)
    await submit(`/page/subscriptions/${id}/resume`)
    await submit(`/page/subscriptions/${id}/raise-price`)
    await look()
    expect([...seen].sort()).toEqual(
      [
        ...new Set([...Object.keys(SUBSCRIPTION_ACTIONS), ...Object.keys(PURCHASE_ACTIONS), 'change', 'price-consent']),
      ].sort(),
    )
  })

  it('asks for money back and decides, with Apple’s reasons', async () => {
    const { json } = await store.buy(STANDARD)
    const id = json.transaction_id
    const fields = { account: ACCOUNT, transaction: id, reason: 'UNINTENDED_PURCHASE' }
    const asked = await submit('/page/refund-requests', fields)
    expect(await asked.text()).toContain('Money back asked for (unintended purchase); the app has not answered.')
    await submit(`/page/subscriptions/${id}/decline-refund`)
    expect(await page()).not.toContain('Money back asked for')
    expect(await readNames(store)).toEqual(['SUBSCRIBED/INITIAL_BUY', 'CONSUMPTION_REQUEST', 'REFUND_DECLINED'])
    expect((await submit('/page/refund-requests', { ...fields, reason: 'BECAUSE' })).status).toBe(400)
  })

  it('changes the plan and answers a higher price in the subscriber’s place', async () => {
    const { json } = await store.buy(STANDARD)
    const id = json.transaction_id
    await submit(`/page/subscriptions/${id}/raise-price`)
    expect(await page()).toContain('A higher price waits for a yes')
    await submit(`/page/subscriptions/${id}/price-consent`, { answer: 'yes' })
    expect(describeFirst()?.price_consent).toBe('accepted')
    await submit(`/page/subscriptions/${id}/change`, { product: PREMIUM })
    expect(describeFirst()?.product_id).toBe(PREMIUM)
  })

  it('knows people: where they buy, what they ask for, what they buy outside the app', async () => {
    await submit('/page/accounts', { account: 'Tim', storefront: 'USA', asks_to_buy: 'yes' })
    expect(await page()).toContain('Storefront USA, asks to buy')
    await store.buy(WORKSHOP, USER, 'Tim')
    expect(await page()).toContain('Workshop · Tim')
    await submit('/page/asks', { account: 'Tim', product: WORKSHOP, answer: 'approve' })
    expect(store.simulator.describe().purchases).toMatchObject([{ apple_account: 'Tim', currency: 'USD' }])
    await store.buy(STANDARD, USER, 'Tim')
    await submit('/page/asks', { account: 'Tim', product: STANDARD, answer: 'decline' })
    expect(store.simulator.describe().subscriptions).toEqual([])
    await submit('/page/accounts', { account: 'Tim', storefront: 'USA' })
    await submit('/page/outside-purchase', { account: 'Tim', product: STANDARD })
    await submit('/page/redeem-code', { account: 'Uma', code: 'rideapple' })
    expect(store.simulator.describe().subscriptions.map((one) => [one.apple_account, one.app_account_token])).toEqual([
      ['Tim', null],
      ['Uma', null],
    ])
    const refused = await submit('/page/redeem-code', { account: 'Uma', code: 'rideapple' })
    expect(await refused.text()).toContain('You’ve already redeemed this code.')
    const rescinded = await submit('/page/rescind-consent', { account: 'Uma' })
    expect(await rescinded.text()).toMatch(/consent rescinded \d+ /)
  })

  it('makes a family and lets it go', async () => {
    await store.buy(PREMIUM, USER, 'Gus')
    const made = await submit('/page/family', { organizer: 'Gus', members: 'Hal, Ida ,', shares: 'yes' })
    const html = await made.text()
    expect(html).toContain('shares with Hal, Ida')
    expect(html).toContain('in the family of Gus')
    expect(html).toContain('Shared by the family')
    const gone = await submit('/page/family', { organizer: 'Gus', members: '' })
    expect(await gone.text()).toContain('Not shared any more')
    const many = await submit('/page/family', { organizer: 'Gus', members: 'a,b,c,d,e,f', shares: 'yes' })
    expect(many.status).toBe(400)
  })

  it('takes a product off sale for all and sells it again', async () => {
    const { text } = await submit(`/page/products/${WORKSHOP}`, { on_sale: 'no' }).then(async (answer) => ({
      text: await answer.text(),
    }))
    expect(text).toContain('Sell again')
    expect((await store.buy(WORKSHOP)).status).toBe(404)
    await submit(`/page/products/${WORKSHOP}`, { on_sale: 'yes' })
    expect((await store.buy(WORKSHOP)).status).toBe(200)
  })

  it('makes trouble on both ways', async () => {
    const faults = { drop: '1', double: '0', fail: '0.25', fail_status: '503', delay_hours: '0', shuffle_hours: '1.5' }
    await submit('/page/faults', faults)
    expect(store.simulator.describe().faults).toMatchObject({
      drop: 1,
      fail: 0.25,
      fail_status: 503,
      shuffle_hours: 1.5,
    })
    await store.buy(STANDARD)
    expect(await page()).toContain('Lost on the way')
    await submit('/page/server-api', { refuse_next: '2', retry_after_ms: '500', fail_next: '0', calls_per_second: '' })
    const limits = await (await fetch(`${store.origin}/control/server-api`)).json()
    expect(limits).toEqual({ refuse_next: 2, retry_after_ms: 500, fail_next: 0, calls_per_second: null })
    expect((await submit('/page/faults', { ...faults, drop: '-1' })).status).toBe(400)
  })

  it('shows one Apple Account alone, and stays with it', async () => {
    await store.buy(STANDARD, USER, 'Ann')
    const { json } = await store.buy(STANDARD, USER, 'Ben')
    await store.simulator.settle()
    const html = await page('/?account=Ben')
    expect(html).toContain('Standard · Ben')
    expect(html).not.toContain('Standard · Ann')
    expect(html.match(/SUBSCRIBED \/ INITIAL_BUY<\/td>/g)).toHaveLength(1)
    const referer = `${store.origin}/?account=Ben`
    const answer = await submit(`/page/subscriptions/${json.transaction_id}/cancel`, {}, { referer })
    expect(new URL(answer.url).searchParams.get('account')).toBe('Ben')
    expect(await answer.text()).not.toContain('Standard · Ann')
  })

  it('shows the newest of many, and says how many it does not show', async () => {
    for (let index = 0; index < 33; index += 1) await store.buy(STANDARD, null, `Account ${index}`)
    const html = await page()
    expect(html).toContain('Standard · Account 32')
    expect(html).not.toContain('Standard · Account 2<')
    expect(html).toContain('3 older ones are not shown.')
  })
})
