import type { Random } from './create-random.ts'

const LOST_PERCENT = 5
const DOUBLED_PERCENT = 10
/** As many as the function has connections. */
const AT_ONCE = 4

export type Courier = ReturnType<typeof createCourier>

/**
 * Stands between the App Store and our function. It takes everything that Apple sends in a day and hands it on at the end of the
 * day in any order, some of it twice, and some of it never, also not later.
 */
export function createCourier(random: Random, deliver: (body: string) => Promise<Response>) {
  let bag: string[] = []
  const counts = { sent: 0, lost: 0, doubled: 0, delivered: 0 }
  const refusals: string[] = []

  async function handOver(body: string): Promise<void> {
    const response = await deliver(body)
    counts.delivered += 1
    if (response.status !== 200) refusals.push(`${response.status} ${await response.text()}`)
  }

  return {
    counts,
    /** What the function did not take. */
    refusals,
    /** Apple's side: every notification counts as received. */
    async take(_url: unknown, init?: RequestInit): Promise<Response> {
      bag.push(String(init?.body))
      return new Response(null, { status: 200 })
    },
    async deliverDay(): Promise<void> {
      const kept = bag.filter(() => !random.percent(LOST_PERCENT))
      const doubled = kept.filter(() => random.percent(DOUBLED_PERCENT))
      counts.sent += bag.length
      counts.lost += bag.length - kept.length
      counts.doubled += doubled.length
      bag = []
      const waiting = random.shuffle([...kept, ...doubled])
      const carry = async () => {
        for (let body = waiting.pop(); body !== undefined; body = waiting.pop()) await handOver(body)
      }
      await Promise.all(Array.from({ length: AT_ONCE }, carry))
    },
  }
}
