import { z } from 'zod'
import { MailNotSentError } from './mail-not-sent-error.ts'

const timeoutMs = 10_000

/** Posts a mail; throws `MailNotSentError` unless it was taken. */
export async function postJson(
  url: string,
  body: object,
  headers: Record<string, string>,
  send: typeof fetch,
): Promise<void> {
  const response = await send(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    // A key must go to no other host.
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((cause: unknown) => {
    throw new MailNotSentError(null, { cause })
  })
  if (!response.ok) throw new MailNotSentError(response.status, { reason: await readReason(response) })
  await response.body?.cancel()
}

/** One word of an answer that may otherwise repeat the address. */
async function readReason(response: Response): Promise<string | null> {
  const answer = await response.json().catch(() => null)
  return z.object({ name: z.string().regex(/^[a-z_]{1,60}$/) }).safeParse(answer).data?.name ?? null
}
