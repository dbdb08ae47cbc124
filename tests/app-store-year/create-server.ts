import type { Sql } from 'postgres'
import { createAppleVerifier } from '../../supabase/functions/_shared/apple/create-apple-verifier.ts'
import { createAppStoreServerApi } from '../../supabase/functions/_shared/apple/server-api/create-app-store-server-api.ts'
import { createSignIntroductoryOffer } from '../../supabase/functions/_shared/apple/sign-introductory-offer.ts'
import { connect } from '../../supabase/functions/_shared/database/connect.ts'
import { AppError } from '../../supabase/functions/_shared/domain/errors.ts'
import { serve } from '../../supabase/functions/_shared/http/serve.ts'
import { createLog } from '../../supabase/functions/_shared/log.ts'
import { handleAppStoreNotification } from '../../supabase/functions/app-store-notifications/handler.ts'
import { createTransactionRoutes } from '../../supabase/functions/app-store-transactions/routes.ts'
import { handleReconcile } from '../../supabase/functions/reconcile/handler.ts'
import type { SignedPurchase } from './create-shop.ts'

type Options = {
  databaseUrl: string
  sql: Sql
  bundleId: string
  appId: number
  rootCertificate: Uint8Array
  key: { issuerId: string; keyId: string; privateKey: string }
  /** The App Store, for what we ask it. */
  fetch: typeof fetch
}
type Answer = { status: number; body: Record<string, unknown> }

export type Server = ReturnType<typeof createServer>

/** The three functions as they are deployed, with their verifier, their client and their database; no network between. */
export function createServer({ databaseUrl, sql, bundleId, appId, rootCertificate, key, fetch }: Options) {
  const errors: string[] = []
  const underWay = new Set<Promise<unknown>>()
  const log = createLog('year', (line) => {
    if (line.includes('"level":"error"')) errors.push(line)
  })
  const database = connect(databaseUrl)
  const appleKey = { ...key, bundleId }
  const deps = {
    ...createAppleVerifier({
      bundleId,
      appId,
      environments: ['Production'],
      extraRootCertificates: [Uint8Array.from(rootCertificate)],
      checkRevocation: false,
    }),
    database,
    serverApi: createAppStoreServerApi({ ...appleKey, apiUrl: 'http://127.0.0.1', fetch }),
    log,
    afterAnswer(work: Promise<unknown>) {
      const watched = work.finally(() => underWay.delete(watched))
      underWay.add(watched)
    },
  }
  const notifications = serve((request) => handleAppStoreNotification(request, deps), { log, cors: false })
  const signIntroductoryOffer = createSignIntroductoryOffer(appleKey)
  const transactions = createTransactionRoutes({ ...deps, signIntroductoryOffer, requireUser: readUser })
  const secretKeys = ['the year']
  const reconcileDeps = {
    ...deps,
    secretKeys,
    environments: ['production' as const],
    appleSignIn: null,
    sendMail: async () => 'nobody_sends' as const,
    siteUrl: 'http://web.test',
    now: () => new Date(),
  }
  const reconcile = serve((request) => handleReconcile(request, reconcileDeps), { log, cors: false })

  async function ask(path: string, userId: string, body: object): Promise<Answer> {
    const response = await transactions.request(`http://functions.test/app-store-transactions${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${userId}` },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as Answer['body'] }
  }

  return {
    /** What the log says of faults. */
    errors,
    notify: (body: string) => notifications(new Request('http://functions.test/', { method: 'POST', body })),
    handIn: (userId: string, { transaction, renewal_info }: SignedPurchase) =>
      ask('/', userId, { signed_transaction: transaction, signed_renewal_info: renewal_info }),
    /** The signed answer about the free trial, or null when the server says that the plan may not be bought. */
    async askForOffer(userId: string, planId: string, signedAppTransaction: string): Promise<string | null> {
      const { status, body } = await ask('/offer', userId, {
        plan_id: planId,
        signed_app_transaction: signedAppTransaction,
      })
      return status === 200 ? String(body.introductory_offer_eligibility) : null
    },
    async reconcile(): Promise<Record<string, unknown>> {
      const request = new Request('http://functions.test/', {
        method: 'POST',
        headers: { apikey: 'the year' },
        body: '{}',
      })
      return (await (await reconcile(request)).json()) as Record<string, unknown>
    },
    /** The switch in the app: Apple may be told how much was used when a refund is asked for. */
    async consentToRefundAnswers(userId: string): Promise<void> {
      await sql`insert into public.refund_consents (user_id, consented, updated_at) values (${userId}, true, now())
        on conflict (user_id) do nothing`
    },
    /** When nothing goes on after an answer any more. */
    async settle(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    close: () => database.close(),
  }
}

/** Stands in for the check of a real token: the token is the user's id. */
async function readUser(request: Request): Promise<{ id: string }> {
  const id = request.headers.get('authorization')?.replace('Bearer ', '')
  if (!id) throw new AppError('unauthenticated')
  return { id }
}
