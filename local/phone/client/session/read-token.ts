import { isFreshSignIn } from '#domain/fresh-sign-in.ts'

/** Whether the token's owner has proved who they are lately. The server asks too: this spares a refusal. */
export function isFreshToken(accessToken: string, nowSeconds: number): boolean {
  try {
    const text = atob((accessToken.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/'))
    return isFreshSignIn((JSON.parse(text) as { amr?: unknown }).amr, nowSeconds)
  } catch {
    return false
  }
}
