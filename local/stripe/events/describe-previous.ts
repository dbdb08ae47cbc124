type Attributes = Record<string, unknown>

/** What changed, with the values from before: nested objects by key, arrays whole. Null when nothing did. */
export function describePrevious(before: Attributes, changes: Attributes): Attributes | null {
  const previous: Attributes = {}
  for (const [key, value] of Object.entries(changes)) {
    const old = before[key]
    if (isAttributes(old) && isAttributes(value)) {
      const nested = describePrevious(old, { ...blank(old), ...value })
      if (nested) previous[key] = nested
    } else if (JSON.stringify(old ?? null) !== JSON.stringify(value ?? null)) {
      previous[key] = structuredClone(old ?? null)
    }
  }
  return Object.keys(previous).length > 0 ? previous : null
}

const isAttributes = (value: unknown): value is Attributes =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A key that is gone afterwards counts as changed. */
const blank = (old: Attributes): Attributes => Object.fromEntries(Object.keys(old).map((key) => [key, null]))
