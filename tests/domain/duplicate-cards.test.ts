import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findDuplicateCards, type SavedCard } from '../../supabase/functions/_shared/domain/duplicate-cards.ts'

const card = (id: string, createdAt: number, overrides: Partial<SavedCard> = {}): SavedCard => ({
  id,
  createdAt,
  fingerprint: 'a',
  expMonth: 12,
  expYear: 2034,
  ...overrides,
})
const unused = { subscriptionCardIds: [], customerDefaultId: null }

describe('the same card again', () => {
  it('is let go of, the oldest stays', () => {
    expect(findDuplicateCards([card('new', 2), card('old', 1)], unused)).toEqual([
      { id: 'new', keptId: 'old', isRenewed: false },
    ])
  })

  it('stays where a subscription is charged to it, or else where it is the default', () => {
    const cards = [card('old', 1), card('default', 2), card('charged', 3)]
    const uses = { subscriptionCardIds: ['charged'], customerDefaultId: 'default' }
    expect(findDuplicateCards(cards, uses).map(({ keptId }) => keptId)).toEqual(['charged', 'charged'])
    expect(findDuplicateCards(cards, { ...uses, subscriptionCardIds: [] })[0]?.keptId).toBe('default')
  })

  it('with another expiry date takes the place of the old one, even of one in use', () => {
    const renewed = card('new', 2, { expYear: 2040 })
    expect(findDuplicateCards([card('old', 1), renewed], { ...unused, subscriptionCardIds: ['old'] })).toEqual([
      { id: 'old', keptId: 'new', isRenewed: true },
    ])
  })

  it('is not seen where cards cannot be compared, or differ', () => {
    const strangers = [card('one', 1, { fingerprint: null }), card('two', 2, { fingerprint: null }), card('three', 3)]
    expect(findDuplicateCards(strangers, unused)).toEqual([])
  })

  it('gives the same answer in any order, and none once it was carried out', () => {
    const anyCards = fc.uniqueArray(
      fc.record({
        id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
        fingerprint: fc.constantFrom('x', 'y', null),
        expMonth: fc.constantFrom(1, 2),
        expYear: fc.constant(2034),
        createdAt: fc.nat(3),
      }),
      { selector: ({ id }) => id },
    )
    fc.assert(
      fc.property(anyCards, fc.subarray(['a', 'b', 'c']), fc.constantFrom(null, 'a', 'd'), (cards, used, byDefault) => {
        const uses = { subscriptionCardIds: used, customerDefaultId: byDefault }
        const found = findDuplicateCards(cards, uses)
        const sorted = (replacements: typeof found) =>
          replacements.toSorted((one, other) => (one.id < other.id ? -1 : 1))
        expect(sorted(findDuplicateCards(cards.toReversed(), uses))).toEqual(sorted(found))
        const left = cards.filter(({ id }) => !found.some((replacement) => replacement.id === id))
        const moved = (id: string) => found.find((replacement) => replacement.id === id)?.keptId ?? id
        const movedUses = {
          subscriptionCardIds: used.map(moved),
          customerDefaultId: byDefault && moved(byDefault),
        }
        expect(findDuplicateCards(left, movedUses)).toEqual([])
      }),
    )
  })
})
