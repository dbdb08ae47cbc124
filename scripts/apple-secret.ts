import { existsSync } from 'node:fs'
import path from 'node:path'
import { createClientSecret, longestSecretSeconds } from '../local/identity/apple/create-client-secret.ts'

const envFile = path.resolve(import.meta.dirname, '..', '.env')
if (existsSync(envFile)) process.loadEnvFile(envFile)

/** Prints a value for SUPABASE_AUTH_EXTERNAL_APPLE_SECRET: Apple takes it for six months, then a new one is due. */
async function main(): Promise<void> {
  const teamId = process.env.APPLE_TEAM_ID
  const keyId = process.env.APPLE_SIGN_IN_KEY_ID
  const privateKey = process.env.APPLE_SIGN_IN_PRIVATE_KEY
  const clientId = process.env.APPLE_SERVICES_ID
  if (!teamId || !keyId || !privateKey || !clientId) {
    throw new Error(
      'Set APPLE_TEAM_ID, APPLE_SIGN_IN_KEY_ID, APPLE_SIGN_IN_PRIVATE_KEY and APPLE_SERVICES_ID first. .env.example says where they come from.',
    )
  }
  const issuedAt = new Date()
  const secret = await createClientSecret({
    teamId,
    keyId,
    privateKeyPem: privateKey.replaceAll('\\n', '\n'),
    clientId,
    issuedAt,
    lifetimeSeconds: longestSecretSeconds,
  })
  console.log(secret)
  const end = new Date(issuedAt.getTime() + longestSecretSeconds * 1000).toISOString().slice(0, 10)
  console.error(`Sign in with Apple on the web ends on ${end} unless you put a new one in its place before.`)
}

await main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
