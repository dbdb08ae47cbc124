import { spawnSync } from 'node:child_process'
import { existsSync, globSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { startStack } from '../../local/start-stack.ts'
import { locateDataDirectory } from '../../local/supabase/postgres-data.ts'
import { findScript } from '../../scripts/find-programs.ts'
import { removeLeftovers } from './remove-leftovers.ts'
import './provided-context.ts'

const root = path.resolve(import.meta.dirname, '../..')
const folder = path.join(root, '.tandem', 'e2e')

/** A whole Tandem for each of the two workers, on ports of its own, with the web as it runs in production. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  buildWebIfChanged()
  await removeLeftovers(folder)
  // One after the other: each takes the ports that it finds free.
  const stacks = [await startOne(1), await startOne(2)]
  project.provide(
    'stacks',
    stacks.map(({ addresses }) => addresses),
  )
  return async () => {
    await Promise.all(stacks.map(({ stop }) => stop()))
  }
}

async function startOne(worker: number) {
  const dataDir = path.join(folder, `${worker}-${process.pid}`)
  const lines: string[] = []
  const stack = await startStack({
    dataDir,
    web: 'production',
    ports: 'free',
    stores: 'forgotten',
    log: (line) => lines.push(line),
  })
  let isStopping = false
  stack.died.then((reason) => isStopping || console.error([reason, ...lines.slice(-40)].join('\n')))
  async function stop(): Promise<void> {
    isStopping = true
    await stack.stop()
    if (process.env.TANDEM_E2E_LOG) console.log(lines.join('\n'))
    for (const data of [dataDir, locateDataDirectory(path.join(dataDir, 'postgres'))])
      rmSync(data, { recursive: true, force: true })
  }
  return { addresses: stack.addresses, stop }
}

function buildWebIfChanged(): void {
  const built = path.join(root, 'build', 'server', 'index.js')
  const sources = globSync(
    [
      'app/**/*.*',
      'public/**/*.*',
      'supabase/functions/_shared/domain/*.ts',
      '{vite,remix}.config.*',
      'package-lock.json',
    ],
    { cwd: root },
  )
  const builtAt = existsSync(built) ? statSync(built).mtimeMs : 0
  if (sources.every((file) => statSync(path.join(root, file)).mtimeMs < builtAt)) return

  const remix = findScript('@remix-run/dev', 'remix')
  // Vitest says NODE_ENV=test, and a page built so would not be the one that production serves.
  const env = { ...process.env, NODE_ENV: 'production' } as NodeJS.ProcessEnv
  const result = spawnSync(process.execPath, [remix, 'vite:build', '--logLevel', 'warn'], {
    cwd: root,
    env,
    encoding: 'utf8',
  })
  if (result.status !== 0) throw new Error(`The web could not be built.\n${result.stdout}${result.stderr}`)
}
