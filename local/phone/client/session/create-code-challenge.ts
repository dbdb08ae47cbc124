export type CodeChallenge = { verifier: string; challenge: string }

/** PKCE as supabase-swift does it: 64 random bytes, and the SHA-256 of their text, both base64url. */
export async function createCodeChallenge(): Promise<CodeChallenge> {
  const verifier = toBase64Url(crypto.getRandomValues(new Uint8Array(64)))
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  return { verifier, challenge: toBase64Url(new Uint8Array(digest)) }
}

function toBase64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
