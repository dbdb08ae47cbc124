import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { Captcha } from '#app/auth/captcha.tsx'

it('is nothing at all while no key is configured', () => {
  expect(renderToStaticMarkup(<Captcha siteKey={null} attempt={undefined} />)).toBe('')
})

it('says what it needs where there is no JavaScript', () => {
  const html = renderToStaticMarkup(<Captcha siteKey="0x4AAA" attempt={undefined} />)
  expect(html).toContain('<noscript>')
  expect(html).not.toContain('<script')
})
