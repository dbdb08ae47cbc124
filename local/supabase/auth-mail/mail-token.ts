import { createHash, randomInt } from 'node:crypto'

export type MailToken = { code: string; hash: string }

/** A code for a mail, and what Auth keeps of it. */
export function createMailToken(email: string, length: number): MailToken {
  const code = Array.from({ length }, () => randomInt(10)).join('')
  return { code, hash: hashCode(email, code) }
}

export function hashCode(email: string, code: string): string {
  return createHash('sha256')
    .update(email.toLowerCase() + code)
    .digest('hex')
}

/** What was confirmed: by the link, or by typing the code and the address it was sent to. null: neither was sent. */
export function readTokenHash(body: Record<string, unknown>): string | null {
  if (typeof body.token_hash === 'string') return body.token_hash
  return typeof body.email === 'string' && typeof body.token === 'string' ? hashCode(body.email, body.token) : null
}

export function isExpired(sentAt: string | Date | null, lifetimeSeconds: number): boolean {
  return !sentAt || Date.now() - new Date(sentAt).getTime() > lifetimeSeconds * 1000
}
