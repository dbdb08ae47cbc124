import { randomBytes } from 'node:crypto'
import postgres, { type Sql } from 'postgres'
import { inject } from 'vitest'
import './provided-context.ts'

export const templateName = 'tandem_template'

export type TestDatabase = {
  url: string
  /** As `postgres`, who may do everything: act as somebody else with `asUser` and `asRole`. */
  sql: Sql
  close: () => Promise<void>
}

/** A database of its own for a test file, with all migrations and the seed: a copy of the template. */
export async function createTestDatabase(options: { maxConnections?: number } = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const serverUrl = inject('postgresUrl')
  await runOnServer(serverUrl, [
    `create database ${name} template ${templateName}`,
    // Settings of a database are not copied with it.
    `alter database ${name} set search_path to "$user", public, extensions`,
  ])
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const sql = postgres(url.href, { max: options.maxConnections ?? 4, onnotice() {} })
  return {
    url: url.href,
    sql,
    close: async () => {
      await sql.end({ timeout: 2 })
      await runOnServer(serverUrl, [`drop database ${name} with (force)`])
    },
  }
}

async function runOnServer(url: string, statements: string[]): Promise<void> {
  const server = postgres(url, { max: 1, onnotice() {} })
  try {
    for (const statement of statements) await server.unsafe(statement)
  } finally {
    await server.end()
  }
}
