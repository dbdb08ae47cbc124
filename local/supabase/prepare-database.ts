import { readFileSync } from 'node:fs'
import { getAuthSchemaSql, SUPABASE_AUTH_HELPERS_SQL } from '@supabase/lite'
import type { Sql } from 'postgres'

const bootstrapSql = readSqlBeside('bootstrap.sql')
const authHelpersSql = readSqlBeside('auth-helpers.sql')

/** Gives an empty database the roles, schemas and `auth` tables that migrations expect. May be repeated. */
export async function prepareDatabase(sql: Sql): Promise<void> {
  await sql.unsafe(bootstrapSql)
  await sql.unsafe(getAuthSchemaSql())
  await sql.unsafe(SUPABASE_AUTH_HELPERS_SQL)
  await correctAuthHelpers(sql)
}

/** Must run again after @supabase/lite has started, because it writes its own definitions each time. */
export async function correctAuthHelpers(sql: Sql): Promise<void> {
  await sql.unsafe(authHelpersSql)
}

function readSqlBeside(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
}
