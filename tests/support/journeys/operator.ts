import postgres from 'postgres'
import { addresses } from './addresses.ts'
import type { Person } from './people.ts'

/** What an operator of the database does, in one statement or several. */
export async function operate(statements: string, values: string[] = []): Promise<Record<string, unknown>[]> {
  const sql = postgres(addresses().database, { max: 1, onnotice: () => {} })
  try {
    return await sql.unsafe(statements, values)
  } finally {
    await sql.end()
  }
}

type Settings =
  | { web_checkout: 'elements' | 'hosted' }
  | { downgrade_takes_effect: 'now' | 'period_end' }
  | { family_sharing_serves: boolean }

/** Changes the owner's settings; the caller puts them back. */
export async function changeSettings(settings: Settings): Promise<void> {
  const changes = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`)
  await operate(`update billing.settings set ${changes.join(', ')}`)
}

/** There is one trial for each card, and only so many test cards: each test begins as if none had been used. */
export async function forgetTrials(): Promise<void> {
  await operate('delete from billing.trials; delete from billing.trial_card_claims')
}

/** Prices the workshop in another currency, for ways to pay that there are in that one only; the caller puts it back. */
export async function sellWorkshopIn(currency: 'sgd' | 'eur'): Promise<void> {
  await operate(`update public.extras set currency = '${currency}' where id = 'workshop'`)
}

/** What became of Apple's question how a purchase was used; undefined while it is not answered. */
export async function readRefundAnswer(person: Person): Promise<unknown> {
  const [task] = await operate(
    `select outcome from billing.app_store_tasks
    join public.subscriptions on store_subscription_id = original_transaction_id
    where kind = 'answer_refund_request' and subscriptions.user_id = $1`,
    [person.id],
  )
  return task?.outcome ?? undefined
}

/** What the app may say about the website in a country's App Store; null = there is no rule. */
export async function ruleStorefront(country: string, rule: 'nothing' | 'mention' | 'link' | null): Promise<void> {
  await operate('delete from billing.storefront_rules where country_code = $1', [country])
  if (rule === null) return
  await operate('insert into billing.storefront_rules (country_code, web_mention) values ($1, $2)', [country, rule])
}

/** An hour goes by in which nobody has finished a purchase that was begun: the other store may sell again. */
export async function letBegunPurchasesLapse({ id }: Person): Promise<void> {
  await operate(
    `update billing.purchase_attempts set started_at = started_at - interval '1 hour' where user_id = '${id}'`,
  )
}
