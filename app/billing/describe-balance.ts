import type { BillingAccountRow } from '#app/billing/account-rows.server.ts'
import { formatMoney } from '#app/billing/format-money.ts'

/** "S$5.00 credit" or "S$3.00 owed"; null when the account is even. */
export function describeBalance(account: BillingAccountRow | null, locale: string): string | null {
  if (!account?.balance || account.currency === null) return null
  const money = formatMoney(Math.abs(account.balance), account.currency, locale)
  return account.balance > 0 ? `${money} credit` : `${money} owed`
}
