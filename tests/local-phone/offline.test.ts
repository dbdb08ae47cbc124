import { describe, expect, it } from 'vitest'
import { ANN, BEN, buildEntitlements } from './fake-api-data.ts'
import { usePhone } from './use-phone.ts'

const END = '2046-12-21T08:00:00+00:00'
const DAY = 86_400_000

describe('a phone without a connection', { timeout: 60_000 }, () => {
  const { phone, page, button, tab, see, signIn, findFaults } = usePhone()
  const note = () => page().getByRole('region', { name: 'No connection' })
  const pass = () => page().getByRole('region', { name: 'Your subscription' })
  const goOffline = () => page().getByLabel('No connection', { exact: true }).check()
  const openLesson = (name: RegExp) => page().getByRole('button', { name }).click()
  const setTime = (time: number) => page().clock.setFixedTime(time)

  const subscribe = (access: object = {}) =>
    phone().api.entitlements.set(
      ANN.id,
      buildEntitlements('standard', { store: 'app_store', expires_at: END, will_renew: true, ...access }),
    )
  const startOffline = async () => {
    subscribe()
    await signIn()
    await pass().getByText('Standard').waitFor()
    await goOffline()
    await page().reload()
  }

  it('starts with what it knew, and says since when and until when', async () => {
    await startOffline()
    await note().getByText('Without a connection it holds until').waitFor()
    await pass().getByText('Standard').waitFor()
    expect(await findFaults()).toEqual([])
    const requests: string[] = []
    page().on('request', (request) => requests.push(request.url()))
    await button('Refresh').click()
    await note().waitFor()
    expect(requests).toEqual([])
  })

  it('opens the lessons that were opened before, and says of the others that there is no connection', async () => {
    subscribe()
    await signIn()
    await tab('Lessons')
    await openLesson(/Starting on a hill/)
    await see('Count to three <b>together</b>')
    await goOffline()
    await page().reload()
    await tab('Lessons')
    await note().waitFor()
    await openLesson(/Starting on a hill/)
    await see('Count to three <b>together</b>')
    await tab('Lessons')
    await openLesson(/Gears for two/)
    await see('No connection. Check your network and try again.')
  })

  it('closes a lesson when its right is over, connection or not', async () => {
    const end = Date.now() + DAY
    subscribe({ access_ends_at: new Date(end).toISOString() })
    await signIn()
    await tab('Lessons')
    await openLesson(/Starting on a hill/)
    await see('Count to three <b>together</b>')
    await goOffline()
    await setTime(end + 60_000)
    await page().reload()
    await tab('Lessons')
    await openLesson(/Starting on a hill/)
    await see('No connection. Check your network and try again.')
    expect(await page().getByText('Count to three').count()).toBe(0)
  })

  it('says nothing about rights any more after three days without an answer', async () => {
    await startOffline()
    await note().waitFor()
    await setTime(Date.now() + 3 * DAY + 60_000)
    await page().reload()
    await see('This phone has had no answer for more than three days.')
    expect(await pass().count()).toBe(0)
    await page().getByLabel('No connection', { exact: true }).uncheck()
    await pass().getByText('Standard').waitFor()
    expect(await note().count()).toBe(0)
  })

  it('is not fooled by a clock that is set back', async () => {
    await startOffline()
    await note().waitFor()
    await setTime(Date.now() - DAY)
    await page().reload()
    await see('The clock of this phone was set back.')
    expect(await pass().count()).toBe(0)
  })

  it('uses what it knew when the server fails, too', async () => {
    subscribe()
    await signIn()
    await pass().getByText('Standard').waitFor()
    await page().route('**/rest/v1/**', (route) => route.fulfill({ status: 503, json: { message: 'Down' } }))
    await page().reload()
    await note().waitFor()
    await pass().getByText('Standard').waitFor()
  })

  it('forgets it when the user signs out, and shows it to nobody else', async () => {
    subscribe()
    await signIn()
    await pass().getByText('Standard').waitFor()
    await button('Sign out').click()
    expect(await page().evaluate(() => localStorage.getItem('tandem.remembered'))).toBeNull()
    await signIn(BEN)
    await see('No subscription')
    await goOffline()
    await page().reload()
    await pass().getByText('No subscription').waitFor()
  })

  it('sells nothing, and says why', async () => {
    await signIn()
    await tab('Subscribe')
    await button('Subscribe to Premium').waitFor()
    await goOffline()
    await button('Try again').waitFor({ state: 'detached' })
    await button('Subscribe to Premium').click()
    await see('No connection. Check your network and try again.')
    expect(await button('Confirm purchase').count()).toBe(0)
    await tab('Home')
    await tab('Subscribe')
    await button('Try again').waitFor()
    await page().getByLabel('No connection', { exact: true }).uncheck()
    await button('Subscribe to Premium').waitFor()
  })
})
