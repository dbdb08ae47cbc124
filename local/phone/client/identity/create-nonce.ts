export type Nonce = { raw: string; hash: string }

/** The sheet gets the hash and Auth the nonce itself: who steals the token on its way cannot use it. */
export async function createNonce(): Promise<Nonce> {
  const raw = toHex(crypto.getRandomValues(new Uint8Array(32)))
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(raw))
  return { raw, hash: toHex(new Uint8Array(digest)) }
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
