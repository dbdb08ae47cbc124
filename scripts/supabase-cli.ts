import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'

const projectDir = path.resolve(import.meta.dirname, '..')

type CliOutput = { stdout: string; stderr: string }

/** Runs the Supabase CLI of this project against a database address; throws with what it printed. */
export async function runSupabaseCli(args: string[], databaseUrl: string): Promise<CliOutput> {
  const cli = path.join(projectDir, 'node_modules/supabase/dist/supabase.js')
  const target = new URL(databaseUrl)
  target.searchParams.set('sslmode', 'disable')
  return await promisify(execFile)(process.execPath, [cli, ...args, `--remote=${target.href}`], {
    cwd: projectDir,
    env: { ...process.env, DO_NOT_TRACK: '1', NO_COLOR: '1' },
    maxBuffer: 16 * 1024 * 1024,
  })
}
