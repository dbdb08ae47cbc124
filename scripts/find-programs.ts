import { createRequire } from 'node:module'
import path from 'node:path'

const load = createRequire(import.meta.url)

/** The Deno binary: of the version that hosted functions run, without the process of its npm wrapper. */
export function findDeno(): string {
  return (load('deno/install_api.cjs') as { runInstall(): string }).runInstall()
}

/** The script behind a command of a package, to be run by this very Node. */
export function findScript(name: string, command: string): string {
  const manifest = path.resolve(import.meta.dirname, '..', 'node_modules', name, 'package.json')
  const { bin } = load(manifest) as { bin: string | Record<string, string> }
  return path.resolve(path.dirname(manifest), typeof bin === 'string' ? bin : (bin[command] ?? ''))
}
