import type { Database } from '../../../supabase/functions/_shared/database/connect.ts'

/** The same database, in which the next call of one function never arrives: what is left when a process dies there. */
export function breakDatabase(database: Database): Database & { failNext(sqlFunction: string): void } {
  let broken: string | null = null
  return {
    ...database,
    failNext(sqlFunction) {
      broken = sqlFunction
    },
    call(sqlFunction, args) {
      if (sqlFunction !== broken) return database.call(sqlFunction, args)
      broken = null
      return Promise.reject(new Error('The process died here'))
    },
  }
}
