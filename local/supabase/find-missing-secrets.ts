import { readFileSync } from 'node:fs'
import path from 'node:path'

/** The variables that `supabase/config.toml` takes from the environment and that are not set there. */
export function findMissingSecrets(projectDir: string, source: Record<string, string | undefined>): string[] {
  const lines = readFileSync(path.join(projectDir, 'supabase', 'config.toml'), 'utf8').split('\n')
  const settings = lines.filter((line) => !line.trimStart().startsWith('#'))
  const names = settings.flatMap((line) =>
    [...line.matchAll(/"env\(([A-Z][A-Z0-9_]*)\)"/g)].map(([, name = '']) => name),
  )
  return [...new Set(names)].filter((name) => !source[name])
}
