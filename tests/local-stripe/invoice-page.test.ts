import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writePdf } from '../../local/stripe/pages/invoice/write-pdf.ts'
import { buyPremium, CARDS, startPremium } from './buy.ts'
import { sendCard, sendForm } from './open-checkout.ts'
import { type Account, startAccount } from './start-account.ts'

let account: Account
beforeAll(async () => {
  account = await startAccount()
})
afterAll(() => account.close())

describe('the page of an invoice', () => {
  it('takes a card for what is open, after a decline and the question of the bank', async () => {
    const { invoice, subscription } = await startPremium(account)
    const page = invoice.hosted_invoice_url!
    expect(await (await fetch(page)).text()).toContain('SGD')
    expect((await sendCard(`${page}/pay`, CARDS.insufficientFunds)).status).toBe(402)
    expect(await (await sendCard(`${page}/pay`, CARDS.asksForAuthentication)).text()).toContain('3D Secure')
    const done = await sendForm(`${page}/authentication`, { outcome: 'succeeded' })
    expect(await done.text()).toMatch(/Paid on/)
    expect((await account.stripe.subscriptions.retrieve(subscription.id)).status).toBe('active')
  })

  it('is not to be guessed', async () => {
    expect((await fetch(`${account.origin}/invoice/in_1`)).status).toBe(404)
    expect((await fetch(`${account.origin}/invoice/in_1/pdf`)).status).toBe(404)
  })

  it('has a PDF with the number and the total', async () => {
    const { invoice } = await buyPremium(account)
    const answer = await fetch(invoice.invoice_pdf!)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    const text = Buffer.from(await answer.arrayBuffer()).toString('latin1')
    expect(text).toContain(`(Invoice ${invoice.number})`)
    expect(text).toMatch(/SGD.15\.90/)
  })
})

describe('a PDF of ours', () => {
  const text = Buffer.from(writePdf('Löwe (1)', [{ text: 'A – ride (café)', right: '日本' }])).toString('latin1')

  it('finds each of its objects where its table says', () => {
    const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)?.[1])
    expect(text.slice(start)).toMatch(/^xref\n0 7\n0000000000 65535 f \n/)
    const offsets = [...text.slice(start).matchAll(/^(\d{10}) 00000 n $/gm)].map((match) => Number(match[1]))
    expect(offsets).toHaveLength(6)
    for (const [index, offset] of offsets.entries()) {
      expect(text.slice(offset)).toMatch(new RegExp(`^${index + 1} 0 obj\n`))
    }
  })

  it('says how long its page is, and escapes what would end a text', () => {
    const [, length, content] = /\/Length (\d+) >>\nstream\n([\s\S]*?)\nendstream/.exec(text) ?? []
    expect(content).toHaveLength(Number(length))
    expect(content).toContain('(A - ride \\(café\\))')
    expect(content).toContain('(??)')
  })
})
