import postgres from 'postgres'
import { addresses } from './addresses.ts'

/** What an operator of the database does, in one statement or several. */
async function operate(statements: string): Promise<void> {
  const sql = postgres(addresses().database, { max: 1, onnotice: () => {} })
  try {
    await sql.unsafe(statements)
  } finally {
    await sql.end()
  }
}

type Settings = { web_checkout: 'elements' | 'hosted' } | { downgrade_takes_effect: 'now' | 'period_end' }

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
