/** `transaction.appAccountToken`: read from the payload that StoreKit has verified. null = bought without one. */
export function readAppAccountToken(jws: string): string | null {
  const payload = jws.split('.')[1] ?? ''
  const text = atob(payload.replaceAll('-', '+').replaceAll('_', '/'))
  const { appAccountToken } = JSON.parse(text) as { appAccountToken?: string }
  return appAccountToken?.toLowerCase() ?? null
}
