import { createHash } from 'node:crypto'

/**
 * Where the next page begins, and for which question: Apple asks for the same query with every page, and refuses a
 * token that belongs to another one.
 */
export function createPageToken(query: unknown, position: string): string {
  return Buffer.from(`${position}.${fingerprint(query)}`).toString('base64url')
}

/** null = not a token of ours, or not of this query. */
export function readPageToken(query: unknown, token: string): string | null {
  const [position, print] = Buffer.from(token, 'base64url').toString().split('.')
  return position && print === fingerprint(query) ? position : null
}

function fingerprint(query: unknown): string {
  return createHash('sha256').update(JSON.stringify(query)).digest('hex').slice(0, 16)
}
