import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startDatabase } from '../local/start-database.ts'
import { readConfig } from '../local/supabase/read-config.ts'
import { runSupabaseCli } from './supabase-cli.ts'

const projectDir = path.resolve(import.meta.dirname, '..')
export const typesFile = path.join(projectDir, 'app/database.types.ts')

/** The types of the public schema as the Supabase CLI generates them, formatted as the project is. */
export async function generateTypes(databaseUrl: string): Promise<string> {
  const { stdout } = await runSupabaseCli(['gen', 'types', '--schema', 'public'], databaseUrl)
  const biome = path.join(projectDir, 'node_modules/@biomejs/biome/bin/biome')
  // Under another name than the committed file's, which Biome is told to leave alone.
  return execFileSync(process.execPath, [biome, 'format', '--stdin-file-path=generated.ts'], {
    cwd: projectDir,
    input: stdout,
    encoding: 'utf8',
  })
}

if (import.meta.main) {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'tandem-types-'))
  const database = await startDatabase({
    config: readConfig(projectDir),
    projectDir,
    dataDir,
    port: 54400,
    durable: false,
    log: () => {},
    onUnexpectedExit: (reason) => console.error(reason),
  })
  try {
    writeFileSync(typesFile, await generateTypes(database.url))
    console.log(`Wrote ${path.relative(projectDir, typesFile)}.`)
  } finally {
    await database.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
