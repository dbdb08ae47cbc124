import { randomUUID } from 'node:crypto'
import type { Sql, TransactionSql } from 'postgres'

export type ClientRole = 'anon' | 'authenticated' | 'service_role' | 'tandem_functions' | 'tandem_operators'
type Options = { commit?: boolean }

class RolledBack extends Error {
  readonly result: unknown
  constructor(result: unknown) {
    super('rolled back on purpose')
    this.result = result
  }
}

/** Makes a user as Auth would have; gives back the id. */
export async function createUser(
  sql: Sql,
  { email = `${randomUUID()}@example.com` }: { email?: string } = {},
): Promise<string> {
  const [user] = await sql<{ id: string }[]>`
    insert into auth.users (id, email, email_confirmed_at, raw_app_meta_data)
    values (${randomUUID()}, ${email}, now(), '{"provider": "email", "providers": ["email"]}') returning id`
  return user?.id ?? ''
}

/** Runs statements as a signed-in user does through the API; nothing stays unless `commit` is set. */
export function asUser<T>(
  sql: Sql,
  userId: string,
  work: (sql: TransactionSql) => Promise<T>,
  options: Options = {},
): Promise<T> {
  return actAs(sql, 'authenticated', { sub: userId, role: 'authenticated' }, work, options)
}

/** Runs statements as a role does, without a user. */
export function asRole<T>(
  sql: Sql,
  role: ClientRole,
  work: (sql: TransactionSql) => Promise<T>,
  options: Options = {},
): Promise<T> {
  return actAs(sql, role, { role }, work, options)
}

async function actAs<T>(
  sql: Sql,
  role: ClientRole,
  claims: object,
  work: (sql: TransactionSql) => Promise<T>,
  options: Options,
): Promise<T> {
  try {
    return (await sql.begin(async (transaction) => {
      await transaction`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true)`
      await transaction.unsafe(`set local role ${role}`)
      const result = await work(transaction)
      if (options.commit) return result
      throw new RolledBack(result)
    })) as T
  } catch (error) {
    if (error instanceof RolledBack) return error.result as T
    throw error
  }
}
