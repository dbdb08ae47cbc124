import { rmSync } from 'node:fs'
import path from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { findAnyPort } from '../../local/find-free-port.ts'
import { migrate } from '../../local/supabase/migrate.ts'
import { startPostgres } from '../../local/supabase/postgres.ts'
import { prepareDatabase } from '../../local/supabase/prepare-database.ts'
import { removeLeftovers } from './remove-leftovers.ts'
import { templateName } from './test-database.ts'
import './provided-context.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** One Postgres for the whole run, with a template that each test file clones in a moment. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = path.join(root, '.tandem', 'test')
  await removeLeftovers(folder)
  const dataDir = path.join(folder, String(process.pid))
  const running = await startPostgres({ dataDir, port: await findAnyPort(), durable: false })
  const stop = async () => {
    await running.stop()
    rmSync(running.dataDir, { recursive: true, force: true })
  }
  try {
    await createTemplate(running.url)
  } catch (error) {
    await stop()
    throw error
  }
  project.provide('postgresUrl', running.url)
  return stop
}

async function createTemplate(url: string): Promise<void> {
  const admin = postgres(url, { max: 1, onnotice() {} })
  await admin.unsafe(`create database ${templateName}`)
  const template = postgres(url, { database: templateName, max: 1, onnotice() {} })
  await prepareDatabase(template)
  const supabase = path.join(root, 'supabase')
  await migrate(template, {
    migrationsDir: path.join(supabase, 'migrations'),
    seedFiles: [path.join(supabase, 'seed.sql')],
  })
  await template.end()
  await admin.unsafe(`alter database ${templateName} with is_template true allow_connections false`)
  await admin.end()
}
