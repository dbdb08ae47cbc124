import type { IdToken } from '../identity/provider.ts'
import type { UserAttributes } from '../wire/create-auth-requests.ts'
import type { SupabaseRequests } from '../wire/create-supabase-requests.ts'
import { createCodeChallenge } from './create-code-challenge.ts'
import type { SessionKeeper } from './create-session-keeper.ts'

type UserChangesParts = {
  requests: SupabaseRequests
  sendAsUser: SessionKeeper['sendAsUser']
  /** Takes the new session that an answer brings. */
  replace: (json: unknown) => Promise<void>
}

/** What a signed-in user changes about the account: the ways in, the address, the password, the name. */
export function createUserChanges({ requests, sendAsUser, replace }: UserChangesParts) {
  return {
    /** Adds a way to sign in; supabase-swift takes the session that comes back. */
    connect: async (idToken: IdToken): Promise<void> =>
      replace(await sendAsUser((token) => requests.linkIdentity(idToken, token))),
    disconnect: async (identityId: string): Promise<void> => {
      await sendAsUser((token) => requests.unlinkIdentity(identityId, token))
    },

    async update(attributes: UserAttributes): Promise<void> {
      if (!('email' in attributes)) return void (await sendAsUser((token) => requests.updateUser(attributes, token)))
      const { challenge } = await createCodeChallenge()
      const withChallenge = { ...attributes, code_challenge: challenge, code_challenge_method: 's256' }
      await sendAsUser((token) => requests.updateUser(withChallenge, token))
    },

    signOutOthers: async (): Promise<void> => {
      await sendAsUser((token) => requests.signOut(token, 'others'))
    },
  }
}
