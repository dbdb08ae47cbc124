/** PKCE as supabase-swift does it: 64 random bytes, and the SHA-256 of their text, both base64url. */
export async function createCodeChallenge(): Promise<string> {
  const verifier = toBase64Url(crypto.getRandomValues(new Uint8Array(64)))
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  // The verifier is let go: the code from the mail, typed by hand, ends this flow, not a redirect.
  return toBase64Url(new Uint8Array(digest))
}

function toBase64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
