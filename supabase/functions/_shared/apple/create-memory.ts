/**
 * Remembers the results of a slow proof by a key, so that it is made once. Failures are not remembered, and the oldest result
 * goes when there are too many: what strangers post can neither fill the memory nor stay in it.
 */
export function createMemory<T>(limit: number) {
  const entries = new Map<string, T>()
  return async (key: string, prove: () => Promise<T>): Promise<T> => {
    const known = entries.get(key)
    if (known !== undefined) return known
    const result = await prove()
    const oldest = entries.keys().next()
    if (entries.size >= limit && !oldest.done) entries.delete(oldest.value)
    entries.set(key, result)
    return result
  }
}
