import path from 'node:path'
import { findDeno } from '../../scripts/find-programs.ts'
import { type Child, startChild } from '../start-child.ts'
import { localKeys } from './local-keys.ts'
import type { SupabaseConfig } from './read-config.ts'

export type FunctionsOptions = {
  config: SupabaseConfig
  projectDir: string
  /** Holds the folder `functions`. */
  supabaseDir: string
  port: number
  /** What the functions see, and nothing of this process's own environment. */
  env: Record<string, string>
  /** Begin again when a file of supabase/functions changes. */
  watch: boolean
  log: (line: string) => void
  onUnexpectedExit: (reason: string) => void
}

/** Starts the edge functions under Deno; their base is `/functions/v1` at the given port. */
export function startFunctions(options: FunctionsOptions): Promise<Child> {
  const { config, projectDir, supabaseDir, port } = options
  const functionsDir = path.join(supabaseDir, 'functions')
  const settings = { port, jwtSecret: localKeys.jwtSecret, supabaseDir, functions: config.functions }
  const host = path.join(projectDir, 'local', 'supabase', 'functions-host.ts')
  return startChild({
    name: 'functions',
    command: findDeno(),
    args: ['run', ...toDenoFlags(projectDir, functionsDir, options.watch), host, JSON.stringify(settings)],
    cwd: projectDir,
    env: {
      ...options.env,
      ...keepFromSystem(),
      DENO_DIR: path.join(projectDir, '.tandem', 'deno'),
      DENO_NO_UPDATE_CHECK: '1',
      NO_COLOR: '1',
    },
    isReady: (line) => line === 'functions ready',
    filterLine: (line) => (line === 'functions ready' || line.startsWith('Watcher Process') ? null : line),
    log: options.log,
    onUnexpectedExit: options.onUnexpectedExit,
  })
}

function toDenoFlags(projectDir: string, functionsDir: string, watch: boolean): string[] {
  const ours = ['local/supabase', 'node_modules', 'package.json'].map((part) => path.join(projectDir, part))
  const flags = [
    // Packages come from node_modules, at the versions of package.json; nothing is downloaded and no lock file is written.
    '--node-modules-dir=manual',
    '--no-lock',
    '--cached-only',
    '--no-prompt',
    '--quiet',
    // As on the platform: network and environment, no writing, no other programs.
    '--allow-net',
    '--allow-env',
    `--allow-read=${[functionsDir, ...ours].join(',')}`,
  ]
  return watch ? [...flags, '--no-clear-screen', `--watch=${functionsDir}`] : flags
}

function keepFromSystem(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR', 'USERPROFILE']
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])))
}
