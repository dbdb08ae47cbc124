// Loads 10 thousand, 100 thousand and 1 million users into a database of its own and measures what each access decision
// costs at each size. `node bench/access-at-scale.ts [largest size]`; writes bench/results/access-at-scale.md.
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Sql } from 'postgres'
import { openPlanCapture, type PlanCapture } from './scale/capture-plans.ts'
import { findWholeReads, readTableSizes, type TableSizes } from './scale/find-whole-reads.ts'
import { formatPlans } from './scale/format-plan.ts'
import { countDeviations, type Load, load, readSql } from './scale/load.ts'
import { type Measurement, measure } from './scale/measure.ts'
import { openDatabase } from './scale/open-database.ts'
import { type Operation, operations } from './scale/operations.ts'
import { listNodes, type RunStatement } from './scale/plan.ts'
import { createRandomUsers, type RandomUsers } from './scale/random-users.ts'
import { trySettingsChange } from './scale/try-settings-change.ts'
import { writeReport } from './scale/write-report.ts'

export type SizeResult = {
  size: number
  subscriptions: number
  database: string
  load: Load
  deviations: number
  settingsChange: string
  measurements: Map<string, Measurement>
  plans: Map<string, string>
  faults: string[]
}

const sizes = [10_000, 100_000, 1_000_000]
/** Users of the smallest size whose rights are derived one by one, to know what that costs. */
const derivedEach = 2000
const captures = 20
const deviationSample = 1000

async function main(): Promise<void> {
  const largest = Number(process.argv[2] ?? sizes.at(-1))
  const database = await openDatabase(path.resolve(import.meta.dirname, '..'))
  const stop = () => void database.close().finally(() => process.exit(130))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
  try {
    const results: SizeResult[] = []
    await database.sql.unsafe(readSql('prepare'))
    const capture = await openPlanCapture(database.url)
    for (const size of sizes.filter((each) => each <= largest)) {
      results.push(await measureAt(database.sql, capture, size, (results.at(-1)?.size ?? 0) + 1))
    }
    await capture.close()
    const faults = results.flatMap((result) => result.faults)
    // A trial run with fewer users does not replace the page that is committed.
    const folder = largest === sizes.at(-1) ? path.join(import.meta.dirname, 'results') : tmpdir()
    const file = path.join(folder, 'access-at-scale.md')
    await writeReport(database.sql, results, file)
    console.log(`Wrote ${file}.`)
    for (const fault of faults) console.error(fault)
    process.exitCode = faults.length > 0 ? 1 : 0
  } finally {
    await database.close()
  }
}

async function measureAt(sql: Sql, capture: PlanCapture, size: number, first: number): Promise<SizeResult> {
  console.log(`${size.toLocaleString('en')} users`)
  const loaded = await load(sql, first, size, first === 1 ? derivedEach : 0)
  const [counted] = await sql`
    select count(*)::int as subscriptions, pg_size_pretty(pg_database_size(current_database())) as database
    from public.subscriptions`
  const result: SizeResult = {
    size,
    subscriptions: counted?.subscriptions,
    database: counted?.database,
    load: loaded,
    deviations: await countDeviations(sql, size, deviationSample),
    settingsChange: '',
    measurements: new Map(),
    plans: new Map(),
    faults: [],
  }
  if (result.deviations > 0) result.faults.push(`${size}: ${result.deviations} users have rights that are not derived.`)
  const users = createRandomUsers(sql, size)
  for (const operation of operations) await measureOperation(sql, capture, operation, users, result)
  result.settingsChange = await trySettingsChange(sql)
  return result
}

async function measureOperation(
  sql: Sql,
  capture: PlanCapture,
  operation: Operation,
  users: RandomUsers,
  result: SizeResult,
): Promise<void> {
  const tables = await readTableSizes(sql)
  let longest: RunStatement[] = []
  for (let round = 0; round < captures; round++) {
    const statements = await capture.capture(operation, await operation.call(users))
    result.faults.push(...checkPlans(operation, statements, tables).map((fault) => `${result.size}: ${fault}`))
    if (statements.length > longest.length) longest = statements
  }
  result.faults = [...new Set(result.faults)]
  result.plans.set(operation.name, formatPlans(longest))
  const measurement = await measure(sql, operation, users)
  result.measurements.set(operation.name, measurement)
  if (measurement.median > (operation.budget ?? Number.POSITIVE_INFINITY))
    result.faults.push(
      `${result.size}: ${operation.name} takes ${measurement.median} ms, allowed are ${operation.budget}.`,
    )
  console.log(`  ${operation.name}: ${measurement.median.toFixed(2)} ms, p99 ${measurement.p99.toFixed(2)} ms`)
}

function checkPlans(operation: Operation, statements: RunStatement[], tables: TableSizes): string[] {
  const faults = findWholeReads(statements, tables).map((read) => `${operation.name}: ${read}`)
  const asked = statements.filter(({ plan }) =>
    listNodes(plan).some((node) => node['Relation Name'] === 'entitlements'),
  ).length
  if (asked > (operation.mostEntitlementReads ?? Number.POSITIVE_INFINITY))
    faults.push(`${operation.name}: asks ${asked} times for a right`)
  return faults
}

await main()
