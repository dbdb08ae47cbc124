import type { Auth } from '../session/create-auth.ts'
import type { SupabaseRequests } from '../wire/create-supabase-requests.ts'
import type { WireRequest } from '../wire/wire-request.ts'

export type Identity = { id: string; provider: string; email: string | null }
export type SignInMethods = {
  email: string | null
  is_private_email: boolean
  has_password: boolean
  identities: Identity[]
}
export type Person = { name: string | null; email: string; methods: SignInMethods }
export type MoveCode = { code: string; expires_at: string }
export type Account = ReturnType<typeof createAccount>

type UserAnswer = { email?: string; user_metadata?: Record<string, unknown> }

/** What the server knows of the person, and what can be done with the account as a whole. */
export function createAccount(auth: Auth, requests: SupabaseRequests) {
  const ask = <T>(build: (token: string) => WireRequest) => auth.sendAsUser(build) as Promise<T>
  const readMethods = () => ask<SignInMethods>(requests.readSignInMethods)

  return {
    readMethods,
    async readPerson(): Promise<Person> {
      const [user, methods] = await Promise.all([ask<UserAnswer>(requests.readUser), readMethods()])
      return { name: readName(user.user_metadata ?? {}), email: user.email ?? '', methods }
    },
    /** What the person writes stands above what a provider says, which comes anew with each sign-in. */
    saveName: (name: string) => auth.update({ data: { display_name: name } }),
    savePassword: (password: string) => auth.update({ password }),
    /** Both addresses are asked: it changes when both have said yes. */
    changeEmail: (email: string) => auth.update({ email }),

    keepAppleCode: (code: string) => ask<unknown>((token) => requests.keepAppleCode(code, token)),
    releasePurchase: () => ask<MoveCode>(requests.releasePurchase),
    async claimPurchase(code: string): Promise<number> {
      return (await ask<{ moved: number }>((token) => requests.claimPurchase(code, token))).moved
    },
    exportAll: () => ask<Record<string, unknown>>(requests.exportAccount),
    async deleteAll(): Promise<{ hasAppStoreSubscription: boolean }> {
      const answer = await ask<{ has_app_store_subscription: boolean }>(requests.deleteAccount)
      return { hasAppStoreSubscription: answer.has_app_store_subscription }
    },
  }
}

/** The first of these that says something; the web reads them in the same order. */
function readName(metadata: Record<string, unknown>): string | null {
  const names = [metadata.display_name, metadata.full_name, metadata.name]
  return names.find((name): name is string => typeof name === 'string' && name.trim() !== '') ?? null
}
