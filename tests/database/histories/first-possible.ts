/**
 * Tries a kind of step and, where it cannot happen, the kinds after it in the list: so any list of small step records is
 * a full life, and stays one while fast-check takes steps away.
 */
export function firstPossible<Kind, Taken>(kinds: readonly Kind[], wanted: Kind, take: (kind: Kind) => Taken | null) {
  const from = kinds.indexOf(wanted)
  for (let index = 0; index < kinds.length; index++) {
    const taken = take(kinds[(from + index) % kinds.length] as Kind)
    if (taken !== null) return taken
  }
  return null
}
