import type Stripe from 'stripe'

type MetadataChange = '' | null | { [key: string]: string | number | null } | undefined

/** Keys are merged; an empty value removes its key, an empty metadata removes all. */
export function mergeMetadata(metadata: Stripe.Metadata, change: MetadataChange): Stripe.Metadata {
  if (change === undefined) return metadata
  if (change === '' || change === null) return {}
  const merged = { ...metadata, ...change }
  const kept = Object.entries(merged).filter(([, value]) => value !== '' && value !== null)
  return Object.fromEntries(kept.map(([key, value]) => [key, String(value)]))
}
