import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Sql } from 'postgres'
import { expect, test } from 'vitest'
import { openTestDatabase } from '../support/open-test-database.ts'

const pack = readFileSync(path.resolve(import.meta.dirname, '../../supabase/snippets/schedule-reconcile.sql'), 'utf8')
// The extensions exist on hosted projects only: what the pack calls of them is stood in for, with their parameters.
const statements = pack.replaceAll(/^create extension .*$/gm, '')
const sql = openTestDatabase({ prepare: standInForExtensions })

async function standInForExtensions(connection: Sql): Promise<void> {
  await connection.unsafe(`
    create schema vault;
    create table vault.decrypted_secrets (name text unique, decrypted_secret text);
    create schema cron;
    create table cron.job (jobname text primary key, schedule text, command text);
    create function cron.schedule(job_name text, schedule text, command text) returns bigint language sql as $$
      insert into cron.job values (job_name, schedule, command)
      on conflict (jobname) do update set schedule = excluded.schedule, command = excluded.command;
      select 1::bigint $$;
    create schema net;
    create table net.requests (url text, headers jsonb, body jsonb, timeout_milliseconds integer);
    create function net.http_post(url text, body jsonb default '{}', params jsonb default '{}',
      headers jsonb default '{}', timeout_milliseconds integer default 5000) returns bigint language sql as $$
      insert into net.requests values (url, headers, body, timeout_milliseconds); select 1::bigint $$;`)
}

test('the schedule for hosted projects is refused until its two secrets are in the vault', async () => {
  await expect(sql.unsafe(statements)).rejects.toThrow('Put the secrets tandem_project_url and tandem_secret_key')
})

test('the schedule for hosted projects calls reconcile with the secret key, and can be set again', async () => {
  await sql`insert into vault.decrypted_secrets values
    ('tandem_project_url', 'https://example.supabase.co'), ('tandem_secret_key', 'the secret key')`
  await sql.unsafe(statements)
  await sql.unsafe(statements)
  const [job, ...others] = await sql`select * from cron.job`
  expect(others).toEqual([])
  expect(job).toMatchObject({ jobname: 'tandem-reconcile', schedule: '*/10 * * * *' })

  await sql.unsafe(job?.command)
  expect(await sql`select * from net.requests`).toEqual([
    {
      url: 'https://example.supabase.co/functions/v1/reconcile',
      headers: { 'Content-Type': 'application/json', apikey: 'the secret key' },
      body: {},
      timeout_milliseconds: 90000,
    },
  ])
})
