import { rmSync } from 'node:fs'
import path from 'node:path'
import { inAppPurchaseKeyFile } from './in-app-purchase-key.ts'
import { refuseWhileRunning } from './running-file.ts'
import { identityFile } from './start-identity.ts'
import { locateDataDirectory } from './supabase/postgres-data.ts'

/** Removes what the local stack keeps: the database, the state of both stores with Apple's key, and the accounts to sign in with. */
export function resetData(dataDir: string): void {
  refuseWhileRunning(dataDir)
  const files = ['stripe.json', 'app-store.json', identityFile, inAppPurchaseKeyFile].map((name) =>
    path.join(dataDir, name),
  )
  for (const target of [locateDataDirectory(path.join(dataDir, 'postgres')), ...files])
    rmSync(target, { recursive: true, force: true })
}
