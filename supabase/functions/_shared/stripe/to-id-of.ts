/** The id, whether Stripe has put it or the object itself there; null for nothing. */
export function toIdOf(value: string | { id: string } | null | undefined): string | null {
  return typeof value === 'string' ? value : (value?.id ?? null)
}
