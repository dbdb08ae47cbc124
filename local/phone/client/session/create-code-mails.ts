import type { SupabaseRequests } from '../wire/create-supabase-requests.ts'
import type { Send } from '../wire/send-request.ts'
import type { WireRequest } from '../wire/wire-request.ts'
import { createCodeChallenge } from './create-code-challenge.ts'

/** Asks for mails with a code. */
export function createCodeMails({ requests, send }: { requests: SupabaseRequests; send: Send }) {
  async function mailCode(build: (codeChallenge: string) => WireRequest): Promise<void> {
    // The verifier is let go: the code from the mail, typed by hand, ends this flow, not a redirect.
    const { challenge } = await createCodeChallenge()
    await send(build(challenge))
  }

  return {
    resendSignUp: (email: string) => mailCode((challenge) => requests.resendSignUp(email, challenge)),
    sendCode: (email: string) => mailCode((challenge) => requests.sendCode(email, challenge)),
    recover: (email: string) => mailCode((challenge) => requests.recover(email, challenge)),
  }
}
