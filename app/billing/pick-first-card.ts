import type { CardWords } from '#app/billing/describe-card.ts'

/**
 * The card that is chosen when the page opens: the default one, unless that is the one which was declined; then another, then
 * a new one (null).
 */
export function pickFirstCard(
  cards: CardWords[],
  defaultId: string | null,
  needs: 'payment_method' | 'action' | null,
): string | null {
  if (needs === 'payment_method') return cards.find(({ id }) => id !== defaultId)?.id ?? null
  return (cards.find(({ id }) => id === defaultId) ?? cards[0])?.id ?? null
}
