import { createAppleVerifier } from '../_shared/apple/create-apple-verifier.ts'
import { connect } from '../_shared/database/connect.ts'
import { readAppleEnv, readSupabaseEnv } from '../_shared/env.ts'
import { createRequireUser } from '../_shared/http/require-user.ts'
import { serve } from '../_shared/http/serve.ts'
import { createLog } from '../_shared/log.ts'
import { type AppStoreTransactionsDeps, handleAppStoreTransaction } from './handler.ts'
import { createRecordTransaction } from './record-transaction.ts'

const source = Deno.env.toObject()
const supabase = readSupabaseEnv(source)
const log = createLog('app-store-transactions')
const deps: AppStoreTransactionsDeps = {
  requireUser: createRequireUser(supabase),
  verifyPurchase: createAppleVerifier(readAppleEnv(source)).verifyPurchase,
  recordTransaction: createRecordTransaction(connect(supabase.databaseUrl)),
  log,
}

export default { fetch: serve((request) => handleAppStoreTransaction(request, deps), { log, cors: true }) }
