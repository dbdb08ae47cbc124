/**
 * One piece of work at a time. Who asks while one is under way gets the one after it, however many ask: what has happened since
 * may not be in the answer that is on its way.
 */
export function takeTurns<Answer>(work: () => Promise<Answer>): () => Promise<Answer> {
  let underWay: Promise<Answer> | null = null
  let next: Promise<Answer> | null = null

  function begin(): Promise<Answer> {
    next = null
    underWay = work().finally(() => {
      underWay = null
    })
    return underWay
  }

  return () => {
    if (!underWay && !next) return begin()
    next ??= (underWay ?? Promise.resolve()).then(begin, begin)
    return next
  }
}
