// Crockford's alphabet: no letter that could be read as another sign.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 8

/** A code for one person to read and another to type, `ABCD-EFGH`: 40 random bits. */
export function createMoveCode(): string {
  const signs = Array.from(crypto.getRandomValues(new Uint8Array(LENGTH)), (byte) => alphabet[byte % alphabet.length])
  return `${signs.slice(0, 4).join('')}-${signs.slice(4).join('')}`
}

/** What is kept of a code. However it is typed (small, without the hyphen, O for 0, I or L for 1), it is the same one. */
export async function hashMoveCode(typed: string): Promise<string> {
  const code = typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1')
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(code))
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
