import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PREMIUM, startStore, type TestStore, USER } from './start-store.ts'

describe('the control page', () => {
  let store: TestStore
  beforeEach(async () => {
    store = await startStore()
  })
  afterEach(() => store.close())

  const page = async () => (await fetch(store.origin)).text()
  const submit = (path: string, fields: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    fetch(store.origin + path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: store.origin, ...headers },
    })

  it('says that nothing was bought, then what was', async () => {
    expect(await page()).toContain('Nothing has been bought yet.')
    await store.buy(PREMIUM, USER, '<b>Ann</b>')
    await store.simulator.settle()
    const html = await page()
    expect(html).toContain('Premium · &lt;b&gt;Ann&lt;/b&gt;')
    expect(html).toContain('SUBSCRIBED / INITIAL_BUY')
    expect(html).toContain('Delivered (200, first attempt)')
  })

  it('moves the clock and works its buttons', async () => {
    const { json } = await store.buy(PREMIUM)
    expect((await submit('/page/clock', { months: '1' })).url).toBe(`${store.origin}/`)
    expect(store.simulator.describe().subscriptions[0]?.transactions).toHaveLength(2)
    await submit(`/page/subscriptions/${json.transaction_id}/cancel`)
    expect(await page()).toContain('Resume')
    const refused = await submit(`/page/subscriptions/${json.transaction_id}/cancel`)
    expect(await refused.text()).toContain('already canceled')
  })

  it('does not obey a form of another site', async () => {
    const answer = await submit('/page/clock', { months: '1' }, { origin: 'https://elsewhere.example' })
    expect(answer.status).toBe(403)
    expect(store.simulator.describe().clock_offset_seconds).toBe(0)
  })
})
