import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import path from 'node:path'
import { text } from 'node:stream/consumers'

const projectDir = path.resolve(import.meta.dirname, '../../..')

/**
 * Runs a script under the pinned Deno, which may read the project and do nothing else but what `permissions` say; gives back
 * what it writes.
 */
export async function runDeno(script: string, input: string, permissions: string[] = []): Promise<string> {
  const { runInstall } = createRequire(import.meta.url)('deno/install_api.cjs') as { runInstall(): string }
  const flags = ['--node-modules-dir=manual', '--no-lock', '--cached-only', '--no-prompt', '--quiet']
  const child = spawn(
    runInstall(),
    ['run', ...flags, `--allow-read=${projectDir}`, '--allow-env', ...permissions, script],
    {
      cwd: projectDir,
      env: { ...process.env, DENO_NO_UPDATE_CHECK: '1' },
    },
  )
  child.stdin.end(input)
  const [output, errors, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => child.on('close', resolve).on('error', reject)),
  ])
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${errors}`)
  return output
}
