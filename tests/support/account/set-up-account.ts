import { afterAll, beforeAll, beforeEach } from 'vitest'
import { AppError } from '../../../supabase/functions/_shared/domain/errors.ts'
import { createLog } from '../../../supabase/functions/_shared/log.ts'
import type { AccountDeps } from '../../../supabase/functions/account/account-deps.ts'
import { createAccountRoutes } from '../../../supabase/functions/account/routes.ts'
import { createAppStoreCalls } from '../app-store/create-app-store-calls.ts'
import { createAppStoreFunctions } from '../app-store/create-app-store-functions.ts'
import { createPurchaseKey } from '../app-store/create-purchase-key.ts'
import { startFakeServerApi } from '../app-store/fake-server-api.ts'
import { buildCertificateChain } from '../apple/build-certificate-chain.ts'
import { type Billing, setUpBilling } from '../billing/set-up-billing.ts'
import { startApple, type TestApple } from './start-apple.ts'

type Answer = { status: number; body: Record<string, unknown> }

export type TestAccount = Billing & {
  apple: TestApple
  appStore: ReturnType<typeof createAppStoreCalls>
  deps: AccountDeps
  /** `POST /account/…` as a user, with other dependencies where a test needs them; waits for what goes on after the answer. */
  ask: (userId: string | null, path: string, body?: object, changes?: Partial<AccountDeps>) => Promise<Answer>
}

/** All that deleting an account touches: billing with its Stripe, the App Store's functions, the Apple of this machine. */
export function setUpAccount(): () => TestAccount {
  const billing = setUpBilling()
  let account: TestAccount
  const closing: (() => Promise<unknown>)[] = []
  beforeAll(async () => {
    account = await openAccount(billing(), closing)
  })
  beforeEach(() => {
    account.deps.appleSignIn = account.apple.signIn
  })
  afterAll(async () => {
    for (const close of closing.reverse()) await close()
  })
  return () => account
}

async function openAccount(billing: Billing, closing: (() => Promise<unknown>)[]): Promise<TestAccount> {
  const { database, logLines, stripe, simulator } = billing
  const [apple, chain, serverApi] = [await startApple(), await buildCertificateChain(), await startFakeServerApi()]
  const key = await createPurchaseKey()
  const functions = createAppStoreFunctions({
    database,
    rootCertificate: chain.root,
    key,
    apiUrl: serverApi.url,
    logLines,
  })
  const appStore = createAppStoreCalls(functions, chain)
  closing.push(apple.close, serverApi.close, appStore.settle)
  const underWay: Promise<unknown>[] = []
  const deps: AccountDeps = {
    requireUser,
    requireFreshUser: requireUser,
    database,
    stripe,
    wait: async (milliseconds) => void simulator.advanceClock({ advance_seconds: milliseconds / 1000 }),
    appleSignIn: apple.signIn,
    sendMailsLater() {},
    afterAnswer: (work) => void underWay.push(work),
    log: createLog('account', (line) => logLines.push(line)),
  }
  return {
    ...billing,
    apple,
    appStore,
    deps,
    async ask(userId, path, body = {}, changes = {}) {
      const response = await createAccountRoutes({ ...deps, ...changes }).request(
        `http://functions.test/account/${path}`,
        {
          method: 'POST',
          headers: userId ? { authorization: `Bearer ${userId}` } : {},
          body: JSON.stringify(body),
        },
      )
      await Promise.all(underWay.splice(0))
      return { status: response.status, body: (await response.json()) as Record<string, unknown> }
    },
  }
}

/** The token is its user's id here; how real tokens are checked is shown against Auth itself. */
async function requireUser(request: Request) {
  const id = request.headers.get('authorization')?.replace('Bearer ', '')
  if (!id) throw new AppError('unauthenticated')
  return { id, email: `${id}@example.com` }
}
