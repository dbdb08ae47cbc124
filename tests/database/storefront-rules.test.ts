import type { Sql } from 'postgres'
import { describe, expect, it } from 'vitest'
import { asRole, asUser, createUser } from '../support/act-as.ts'
import { openTestDatabase } from '../support/open-test-database.ts'

const sql = openTestDatabase()

const ruleFor = (storefront: string) => async (tx: Sql) =>
  (await tx`select public.web_purchase_rule(${storefront}) as rule`)[0]?.rule
const allow = (countryCode: string, webMention: string) => (tx: Sql) =>
  tx`
  insert into billing.storefront_rules (country_code, web_mention, note)
  values (${countryCode}, ${webMention}, '3.1.1(a)') returning 1`

describe('what the app may say about the web', () => {
  it('is nothing, wherever nobody has allowed more', async () => {
    expect(await sql`select * from billing.storefront_rules`).toEqual([])
    for (const storefront of ['SGP', 'USA', 'nowhere', '']) {
      expect(await asRole(sql, 'anon', ruleFor(storefront) as never)).toBe('nothing')
    }
  })

  it('is what an operator has set for the storefront, for people with and without an account', async () => {
    await asRole(sql, 'tandem_operators', allow('USA', 'link') as never, { commit: true })
    await asRole(sql, 'tandem_operators', allow('NLD', 'mention') as never, { commit: true })
    const userId = await createUser(sql)
    expect(await asRole(sql, 'anon', ruleFor('USA') as never)).toBe('link')
    expect(await asUser(sql, userId, ruleFor('NLD') as never)).toBe('mention')
    expect(await asUser(sql, userId, ruleFor('usa') as never)).toBe('link')
    expect(await asUser(sql, userId, ruleFor('DEU') as never)).toBe('nothing')
  })

  it('is set by operators and by nobody else, nor read as a table', async () => {
    for (const role of ['anon', 'authenticated', 'service_role', 'tandem_functions'] as const) {
      await expect(asRole(sql, role, allow('FRA', 'link') as never)).rejects.toThrow(/permission denied/)
      await expect(asRole(sql, role, (tx) => tx`select * from billing.storefront_rules`)).rejects.toThrow(
        /permission denied/,
      )
    }
  })

  it.each([
    ['USA', 'everything'],
    ['US', 'link'],
    ['usa', 'link'],
  ])('is refused where it makes no sense: %s %s', async (countryCode, webMention) => {
    await expect(asRole(sql, 'tandem_operators', allow(countryCode, webMention) as never)).rejects.toThrow(
      /violates check constraint/,
    )
  })
})
