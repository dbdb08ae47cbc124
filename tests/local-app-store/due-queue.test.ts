import { describe, expect, it } from 'vitest'
import { createDueQueue } from '../../local/app-store/due-queue.ts'
import { nextRandom } from '../../local/app-store/random.ts'

type Thing = { name: string; dueAt: number | null }

const open = () => createDueQueue<Thing>(({ dueAt }) => dueAt)
const takeAll = (queue: ReturnType<typeof open>, now: number) => {
  const names: string[] = []
  for (let thing = queue.take(now); thing; thing = queue.take(now)) names.push(thing.name)
  return names
}

describe('a queue of what is due', () => {
  it('gives out the earliest first, what is equal in the order it came, and nothing before its time', () => {
    const queue = open()
    for (const [name, dueAt] of Object.entries({ c: 3, a: 1, b: 2, d: 3, e: 9 })) queue.update({ name, dueAt })
    expect(takeAll(queue, 5)).toEqual(['a', 'b', 'c', 'd'])
    expect(takeAll(queue, 5)).toEqual([])
    expect(takeAll(queue, 9)).toEqual(['e'])
  })

  it('follows a thing that moves forward, back, or out of it', () => {
    const queue = open()
    const thing: Thing = { name: 'a', dueAt: 5 }
    const move = (dueAt: number | null) => {
      thing.dueAt = dueAt
      queue.update(thing)
    }
    for (const dueAt of [5, 1, 9, 1]) move(dueAt)
    expect(takeAll(queue, 1)).toEqual(['a'])
    expect(takeAll(queue, 99)).toEqual([])
    for (const dueAt of [1, null]) move(dueAt)
    expect(takeAll(queue, 99)).toEqual([])
    move(Number.POSITIVE_INFINITY)
    expect(takeAll(queue, Number.MAX_VALUE)).toEqual([])
    move(2)
    expect(takeAll(queue, 2)).toEqual(['a'])
  })

  it('agrees with a sorted list, whatever is put in and moved', () => {
    const seed = { randomState: 11 }
    const next = () => nextRandom(seed)
    for (let round = 0; round < 200; round += 1) {
      const queue = open()
      const things = Array.from({ length: 40 }, (_, index): Thing => ({ name: String(index), dueAt: next() }))
      for (const thing of things) queue.update(thing)
      for (const thing of things) {
        if (next() < 0.5) thing.dueAt = next() < 0.2 ? null : next()
        queue.update(thing)
      }
      const expected = things.filter(({ dueAt }) => dueAt !== null).sort((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0))
      expect(takeAll(queue, 1)).toEqual(expected.map(({ name }) => name))
    }
  })
})
