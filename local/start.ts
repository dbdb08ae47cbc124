import { existsSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { formatAddresses } from './format-addresses.ts'
import { resetData } from './reset-data.ts'
import type { Stack } from './start-stack.ts'

const help = `npm run dev -- [options]
  --reset           begin with an empty database and empty stores
  --production-web  serve the built web (npm run build) instead of Vite
  --docker          use the Supabase CLI's containers instead of the embedded database, REST and Auth`

const projectDir = path.resolve(import.meta.dirname, '..')
const dataDir = path.join(projectDir, '.tandem')
const reconcileEverySeconds = 60
const log = (line: string) => console.log(line)

/** Brings everything up, and stops it again on Ctrl-C, on SIGTERM, and when one part ends by itself. */
async function main(): Promise<void> {
  const options = readOptions()
  if (options.help) return log(help)
  if (existsSync(path.join(projectDir, '.env'))) process.loadEnvFile(path.join(projectDir, '.env'))
  if (options.reset) resetData(dataDir)

  const asked = new Promise<string>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        resolve('')
        // Asked twice: do not wait for anything.
        process.on(signal, () => process.exit(130))
      })
    }
  })
  const web = options['production-web'] ? 'production' : 'dev'
  const stack: Stack = await (options.docker ? startDocker(web) : startEmbedded(web))
  log(formatAddresses(stack.addresses))
  const reason = await Promise.race([asked, stack.died])
  log(reason ? `${reason} Stopping the rest.` : 'Stopping.')
  process.exitCode = reason ? 1 : 0
  await stack.stop()
}

// Both are imported after the cache is on: compiling them takes longer than running them.
async function startEmbedded(web: 'dev' | 'production'): Promise<Stack> {
  const { startStack } = await import('./start-stack.ts')
  return startStack({ dataDir, web, reconcileEverySeconds, limitsRates: true, log })
}

async function startDocker(web: 'dev' | 'production'): Promise<Stack> {
  const { startDockerStack } = await import('./start-docker-stack.ts')
  return startDockerStack({ dataDir, web, reconcileEverySeconds, log })
}

function readOptions() {
  const flag = { type: 'boolean', default: false } as const
  return parseArgs({ options: { help: flag, reset: flag, docker: flag, 'production-web': flag } }).values
}

enableCompileCache(path.join(dataDir, 'compile-cache'))
await main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
process.exit()
