import type { Sql } from 'postgres'
import { afterAll, beforeAll } from 'vitest'
import { createTestDatabase, type TestDatabase } from './test-database.ts'

/** A database of its own for this test file; `prepare` sets it up. Gives the connection, which is there once tests run. */
export function openTestDatabase(
  options: { maxConnections?: number; prepare?: (sql: Sql) => Promise<unknown> } = {},
): Sql {
  let database: TestDatabase | undefined
  beforeAll(async () => {
    database = await createTestDatabase(options)
    await options.prepare?.(database.sql)
  })
  afterAll(() => database?.close())
  const current = () => {
    if (!database) throw new Error('The test database is there in tests and hooks only.')
    return database.sql
  }
  // Tests name the connection where they are declared, before there is one.
  return new Proxy((() => {}) as unknown as Sql, {
    apply: (_target, _this, args) => Reflect.apply(current(), undefined, args),
    get: (_target, property) => Reflect.get(current(), property),
  })
}
