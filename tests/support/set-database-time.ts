import type { Sql } from 'postgres'

/**
 * Lets a test say what time a test database has: `now()` is then what `setDatabaseTime` said last, for every role, function, policy
 * and column default. Postgres itself has no such thing; it works because the planner puts the body of a function written in SQL in
 * place of the call. `current_timestamp` and `clock_timestamp()` stay real.
 */
export async function unlockDatabaseTime(sql: Sql): Promise<void> {
  await sql.unsafe(`
    create schema test_time;
    create table test_time.moment (at timestamptz not null);
    create function test_time.read_moment() returns timestamptz
      language sql stable parallel safe security definer set search_path = '' as $$ select at from test_time.moment $$;
    grant usage on schema test_time to public;
    grant execute on function test_time.read_moment() to public;
    create or replace function pg_catalog.now() returns timestamptz language sql stable parallel safe as $$
      select coalesce(test_time.read_moment(), pg_catalog.transaction_timestamp()) $$;`)
}

/** Stops the database's clock at this moment, until it is set again. */
export async function setDatabaseTime(sql: Sql, at: Date): Promise<void> {
  const changed = await sql`update test_time.moment set at = ${at}`
  if (changed.count === 0) await sql`insert into test_time.moment values (${at})`
}
