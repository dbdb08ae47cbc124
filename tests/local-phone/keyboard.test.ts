import { describe, expect, it } from 'vitest'
import { usePhone } from './use-phone.ts'

describe('by keyboard alone', { timeout: 60_000 }, () => {
  const { phone, page, button, tab, see, signIn, buy } = usePhone()
  const focused = () => page().evaluate(() => document.activeElement?.textContent)
  const press = (key: string) => page().keyboard.press(key)

  it('a reload leaves the focus on what was pressed', async () => {
    await signIn()
    await button('Refresh').press('Enter')
    await expect.poll(() => page().locator('[aria-busy=true]').count()).toBe(0)
    expect(await focused()).toBe('Refresh')
  })

  it('a change on Apple’s page moves the focus to what is there now, and closing gives it back', async () => {
    await signIn()
    await buy('Standard')
    await see('Welcome to Standard.')
    await button('Manage subscription').press('Enter')
    await button('Cancel subscription').press('Enter')
    await button('Resume subscription').waitFor()
    // The button that was pressed is gone: the heading of the page is the nearest place.
    await expect.poll(focused).toBe('Manage subscription')
    await press('Escape')
    await expect.poll(() => page().getByRole('dialog').count()).toBe(0)
    expect(await focused()).toBe('Manage subscription')
  })

  it('a refund is asked for: switch, list, reasons, send', async () => {
    await signIn()
    await buy('Standard')
    await see('Welcome to Standard.')
    await button('Request a refund').press('Enter')
    await page()
      .getByRole('button', { name: /^Standard/ })
      .press('Enter')
    await page().getByRole('radio').first().focus()
    await press('ArrowDown')
    expect(await page().getByRole('radio', { checked: true }).inputValue()).toBe('FULFILLMENT_ISSUE')
    await button('Request refund').press('Enter')
    await see('Apple has your request')
    await page().getByRole('switch').press('Enter')
    await expect.poll(() => page().getByRole('switch').getAttribute('aria-checked')).toBe('true')
    expect(phone().api.refundConsents.size).toBe(1)
  })

  it('a code is typed and sent with Enter; Escape leaves the sheet', async () => {
    await signIn()
    await tab('Subscribe')
    await button('Redeem a code').press('Enter')
    expect(await focused()).toBe('Redeem a code')
    await press('Tab')
    await page().keyboard.type('NOSUCHCODE')
    await press('Enter')
    await see('This code is not valid.')
    await press('Escape')
    expect(await focused()).toBe('Redeem a code')
    expect(await page().getByRole('dialog').count()).toBe(0)
  })
})
