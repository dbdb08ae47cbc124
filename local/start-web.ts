import { existsSync } from 'node:fs'
import path from 'node:path'
import { findScript } from '../scripts/find-programs.ts'
import { type Child, startChild } from './start-child.ts'

export type WebOptions = {
  mode: 'dev' | 'production'
  projectDir: string
  port: number
  env: Record<string, string>
  log: (line: string) => void
  onUnexpectedExit: (reason: string) => void
}

/** Starts the web: Vite with hot reloading, or the built server as `npm start` runs it. */
export function startWeb({ mode, projectDir, port, env, log, onUnexpectedExit }: WebOptions): Promise<Child> {
  if (mode === 'production' && !existsSync(path.join(projectDir, 'build', 'server', 'index.js'))) {
    throw new Error('The web is not built yet: run `npm run build` first.')
  }
  const address = ['--host', '127.0.0.1', '--port', String(port), '--strictPort']
  const program =
    mode === 'dev'
      ? [findScript('@remix-run/dev', 'remix'), 'vite:dev', ...address, '--clearScreen=false']
      : ['server.ts']
  return startChild({
    name: 'web',
    command: process.execPath,
    args: ['--import', new URL('end-with-parent.ts', import.meta.url).href, ...program],
    cwd: projectDir,
    env: {
      ...withoutSecrets(process.env),
      HOST: '127.0.0.1',
      NODE_COMPILE_CACHE: path.join(projectDir, '.tandem', 'compile-cache'),
      ...env,
      NODE_ENV: mode === 'dev' ? 'development' : 'production',
      NO_COLOR: '1',
    },
    isReady: (line) => /Local:\s+http|listening on http/i.test(line),
    filterLine: (line) => (/Local:\s+http|Network: use|press h|VITE v|listening on http/i.test(line) ? null : line),
    log,
    onUnexpectedExit,
  })
}

/** The web holds no secret; what a shell or .env has for the functions must not reach it either. */
function withoutSecrets(source: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const secrets = /^(STRIPE_SECRET_KEY|STRIPE_WEBHOOK_SECRET|SUPABASE_SECRET|SUPABASE_SERVICE_ROLE|SUPABASE_DB_URL)/
  return Object.fromEntries(Object.entries(source).filter(([name]) => !secrets.test(name))) as NodeJS.ProcessEnv
}
