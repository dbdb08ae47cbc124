import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { PaymentDisclosure } from '#app/billing/payment-disclosure.tsx'

const root = path.resolve(import.meta.dirname, '../..')

it('says what Stripe learns, and leads to its own words', () => {
  const html = renderToStaticMarkup(<PaymentDisclosure />)
  for (const words of ['card data', 'device', 'prevent fraud', 'href="https://stripe.com/privacy"']) {
    expect(html).toContain(words)
  }
})

it('stands wherever a card is asked for', () => {
  const asking = globSync('app/**/*.tsx', { cwd: root })
    .map((file) => readFileSync(path.join(root, file), 'utf8'))
    .filter((source) => /<PaymentElement\s/.test(source))
  expect(asking.length).toBeGreaterThan(0)
  for (const source of asking) expect(source).toContain('<PaymentDisclosure />')
})
