import { createHash } from 'node:crypto'
import type { Sql } from 'postgres'

export type Stored = {
  user_id: string
  store_subscription_id: string
  store_product_id: string
  plan_id: string
  started_at: string
  price: number
}

/** Picks users of the loaded range, the same ones in every run. */
export type RandomUsers = {
  pick: () => string
  pickSubscriber: (store: 'stripe' | 'app_store') => Promise<Stored>
}

export function createRandomUsers(sql: Sql, size: number): RandomUsers {
  const random = createRandom(42)
  const pick = () => toUserId(1 + Math.floor(random() * size))
  async function pickSubscriber(store: string): Promise<Stored> {
    const [row] = await sql<Stored[]>`
      select user_id, store_subscription_id, store_product_id, plan_id, started_at, price from public.subscriptions
      where user_id = any (${Array.from({ length: 10 }, pick)}::uuid[]) and store = ${store} and status = 'active' limit 1`
    return row ?? pickSubscriber(store)
  }
  return { pick, pickSubscriber }
}

/** As bench.user_id does it. */
function toUserId(number: number): string {
  const hex = createHash('md5').update(`user ${number}`).digest('hex')
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
}

/** Mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
