/** Things that become due one day, the earliest first; among equals the one that was put in first. */
export type DueQueue<T extends object> = {
  /** Puts a thing at its present time, or takes it out when it has none: to be called whenever that time changed. */
  update: (thing: T) => void
  /** Takes out what is due first, if it is due by now. */
  take: (now: number) => T | null
}

type Entry<T> = { dueAt: number; sequence: number; thing: T }

/** A binary heap. An entry whose thing moved in the meantime stays in it and is thrown away when it comes up. */
export function createDueQueue<T extends object>(dueAtOf: (thing: T) => number | null): DueQueue<T> {
  const heap: Entry<T>[] = []
  const current = new Map<T, Entry<T>>()
  let sequence = 0

  return {
    update(thing) {
      const dueAt = dueAtOf(thing)
      if (current.get(thing)?.dueAt === dueAt) return
      current.delete(thing)
      if (dueAt === null || dueAt === Number.POSITIVE_INFINITY) return
      sequence += 1
      const entry = { dueAt, sequence, thing }
      current.set(thing, entry)
      push(heap, entry)
    },
    take(now) {
      for (;;) {
        const first = heap[0]
        if (!first || first.dueAt > now) return null
        pop(heap)
        if (current.get(first.thing) !== first) continue
        current.delete(first.thing)
        return first.thing
      }
    },
  }
}

function isBefore<T>(a: Entry<T>, b: Entry<T>): boolean {
  return a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.sequence < b.sequence)
}

function push<T>(heap: Entry<T>[], entry: Entry<T>): void {
  let index = heap.length
  while (index > 0) {
    const parent = (index - 1) >> 1
    const above = heap[parent] as Entry<T>
    if (!isBefore(entry, above)) break
    heap[index] = above
    index = parent
  }
  heap[index] = entry
}

function pop<T>(heap: Entry<T>[]): void {
  const last = heap.pop()
  if (!last || heap.length === 0) return
  let index = 0
  for (;;) {
    const left = 2 * index + 1
    const right = left + 1
    if (left >= heap.length) break
    const child = right < heap.length && isBefore(heap[right] as Entry<T>, heap[left] as Entry<T>) ? right : left
    if (!isBefore(heap[child] as Entry<T>, last)) break
    heap[index] = heap[child] as Entry<T>
    index = child
  }
  heap[index] = last
}
