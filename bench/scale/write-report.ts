import { mkdirSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Sql } from 'postgres'
import type { SizeResult } from '../access-at-scale.ts'
import { runs } from './measure.ts'
import { operations } from './operations.ts'

/** The committed page: what was loaded, what each operation costs at each size, and the plans at the largest size. */
export async function writeReport(sql: Sql, results: SizeResult[], file: string): Promise<void> {
  const parts = [
    '# Access at scale',
    await describeRun(sql, results),
    '## What an operation costs',
    `Milliseconds inside the database, planning included: median / p99 of ${runs} runs on random users, each in a transaction ` +
      'of its own under the role named. In brackets the 8 kB pages touched (median), and how many of them were on average not in shared_buffers. No network and no commit is in it.',
    tabulateCosts(results),
    '## What was checked',
    describeChecks(results),
    '## What the load cost',
    tabulateLoads(results),
    '## A change of policy',
    '`update billing.settings` derives everybody anew, in one transaction:',
    results.map((result) => `- ${format(result.size)} users: ${result.settingsChange}`).join('\n'),
    `## Plans at ${format(results.at(-1)?.size ?? 0)} users`,
    'Each statement that an operation runs, those inside of functions and triggers included, with what was read.',
    ...[...(results.at(-1)?.plans ?? [])].flatMap(([name, plan]) => [`### ${name}`, `\`\`\`text\n${plan}\n\`\`\``]),
  ]
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, `${parts.join('\n\n')}\n`)
}

async function describeRun(sql: Sql, results: SizeResult[]): Promise<string> {
  const [server] = await sql`
    select current_setting('server_version') as version, current_setting('shared_buffers') as buffers`
  const load = os.loadavg()[1]?.toFixed(1)
  const rows = results.map(
    ({ size, subscriptions, database }) =>
      `- ${format(size)} users, ${format(subscriptions)} subscriptions, ${database} of database`,
  )
  return [
    `Measured on ${new Date().toISOString().slice(0, 10)} by \`node bench/access-at-scale.ts\`: Postgres ${server?.version}, default ` +
      `settings (shared_buffers ${server?.buffers}, fsync on), ${os.cpus().length} cores of ${os.cpus()[0]?.model.trim()}, ` +
      `${Math.round(os.totalmem() / 2 ** 30)} GB, load average ${load} (other work ran beside it).`,
    rows.join('\n'),
    'Of 100 users 10 have nothing, 60 one subscription, 20 a former and a present one, 10 one at each store; six in ten ' +
      "subscriptions are Stripe's. A present one renews (60 %), is cancelled (12 %), in a trial (3 %), in grace (4 %), in " +
      'retry (4 %), expired (13 %), revoked, paused, incomplete or past its end with the renewal unheard of (1 % each). ' +
      'Inbox, App Store facts, trials, grants and purchase attempts are filled in proportion.',
  ].join('\n\n')
}

function tabulateCosts(results: SizeResult[]): string {
  const head = ['operation', 'role', ...results.map(({ size }) => `${format(size)} users`)]
  const rows = operations.map(({ name, role }) => [
    name,
    role,
    ...results.map(({ measurements }) => {
      const cost = measurements.get(name)
      return cost
        ? `${cost.median.toFixed(2)} / ${cost.p99.toFixed(2)} (${format(cost.buffers)}; ${cost.reads.toFixed(1)})`
        : ''
    }),
  ])
  return toTable(head, rows)
}

function describeChecks(results: SizeResult[]): string {
  const faults = results.flatMap((result) => result.faults)
  return [
    'In 20 runs of each operation at each size no statement, nested ones included, may read a table of more than 1,000 rows ' +
      'from end to end (the list of lessons excepted); a policy may ask for each right once per statement; the stored ' +
      'rights of 1,000 random users must be what the derivation says; the entitlement read must stay within 1 ms (design.md 9).',
    faults.length > 0 ? faults.map((fault) => `- FAULT at ${fault}`).join('\n') : 'All of it holds.',
  ].join('\n\n')
}

function tabulateLoads(results: SizeResult[]): string {
  const rows = results.flatMap(({ load }) =>
    load.steps.map(({ name, users, seconds }) => [
      name,
      format(users),
      seconds.toFixed(1),
      ((seconds * 1e6) / users).toFixed(0),
    ]),
  )
  return [
    'Subscriptions are loaded with triggers and checks off (`session_replication_role = replica`). 2,000 users are then ' +
      'derived as in production, one `billing.derive_entitlements` per user with the guard on (derive-each); the others ' +
      'by the same function in one statement with the guard off (derive-in-bulk).',
    toTable(['step', 'users', 's', 'µs per user'], rows),
  ].join('\n\n')
}

function toTable(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function format(value: number): string {
  return value.toLocaleString('en')
}
