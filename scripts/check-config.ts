import { existsSync } from 'node:fs'
import path from 'node:path'
import { findMissingSecrets } from '../local/supabase/find-missing-secrets.ts'
import { readConfig } from '../local/supabase/read-config.ts'

// Before `supabase config push`: the CLI would send the words `env(…)` in place of a secret that is not there.
const projectDir = path.resolve(import.meta.dirname, '..')
if (existsSync(path.join(projectDir, '.env'))) process.loadEnvFile(path.join(projectDir, '.env'))
readConfig(projectDir)
const missing = findMissingSecrets(projectDir, process.env)
for (const name of missing) console.error(`${name} is not set. .env.example says where it comes from.`)
if (missing.length > 0) process.exitCode = 1
else console.log('supabase/config.toml can be read, and every secret that it names is set.')
