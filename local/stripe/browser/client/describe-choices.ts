import type { MethodChoice } from './create-method-picker.ts'
import type { SavedCard } from './stripe-js-types.ts'

const savedPrefix = 'saved:'

/** The saved cards, then a new one, then the other ways to pay. */
export function describeChoices(savedCards: SavedCard[], otherTypes: string[]): MethodChoice[] {
  return [
    ...savedCards.map((card) => ({
      value: savedPrefix + card.id,
      label: `${capitalize(card.brand)} •••• ${card.last4}`,
      detail: `${String(card.expMonth).padStart(2, '0')} / ${String(card.expYear).slice(-2)}`,
    })),
    { value: 'card', label: savedCards.length > 0 ? 'New card' : 'Card' },
    ...(otherTypes.includes('sepa_debit') ? [{ value: 'sepa_debit', label: 'SEPA Debit' }] : []),
  ]
}

/** The id of the saved card that was chosen, if it was one. */
export const toSavedId = (choice: string): string | null =>
  choice.startsWith(savedPrefix) ? choice.slice(savedPrefix.length) : null

const capitalize = (brand: string) => brand.charAt(0).toUpperCase() + brand.slice(1)
