import postgres from 'postgres'

/** What a function's arguments may be: objects become `jsonb`, dates `timestamptz`. */
export type SqlArgument = string | number | boolean | Date | null | object

export interface Database {
  /** Calls one SQL function in a transaction of its own and gives back its result. */
  call(sqlFunction: `billing.${string}`, args: SqlArgument[]): Promise<unknown>
  close(): Promise<void>
}

/**
 * Connects as the platform does and lowers its rights for each call: `tandem_functions` may execute the functions made for
 * it and can touch no table. The four statements travel together, so a call costs one round trip.
 */
export function connect(databaseUrl: string): Database {
  const sql = postgres(databaseUrl, {
    max: 4,
    idle_timeout: 60,
    connect_timeout: 10,
    // The transaction pooler of hosted projects (port 6543) gives each transaction another session.
    prepare: new URL(databaseUrl).port !== '6543',
    onnotice: () => {},
  })
  return {
    async call(sqlFunction, args) {
      const connection = await sql.reserve()
      const placeholders = args.map((_, index) => `$${index + 1}`).join(', ')
      const query = `select ${sqlFunction}(${placeholders}) as result`
      try {
        const steps = await Promise.allSettled([
          connection.unsafe('begin'),
          connection.unsafe('set local role tandem_functions'),
          connection.unsafe<{ result: unknown }[]>(query, args as never[], { prepare: true }),
          connection.unsafe('commit'),
        ])
        // In the order they ran: the first failure is the cause, the later ones only follow from it.
        for (const step of steps) if (step.status === 'rejected') throw step.reason
        return steps[2].status === 'fulfilled' ? steps[2].value[0]?.result : undefined
      } finally {
        connection.release()
      }
    },
    close: () => sql.end({ timeout: 5 }),
  }
}
