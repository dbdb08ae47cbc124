import type { Sql } from 'postgres'

/** What it costs that an operator changes the policy, which derives everybody's rights anew in one transaction. */
export async function trySettingsChange(sql: Sql): Promise<string> {
  const start = performance.now()
  const outcome = await sql
    .begin(async (transaction) => {
      await transaction`set local role tandem_operators`
      await transaction`set local statement_timeout = '90s'`
      await transaction`update billing.settings set stripe_leeway = '2 days'`
      await transaction`select 1 / 0`
    })
    .catch((error: { code?: string; message: string }) => (error.code === '22012' ? 'done' : error.message))
  return `${outcome}, after ${((performance.now() - start) / 1000).toFixed(1)} s`
}
