export type TokenBucket = { take(key: string): boolean }

/**
 * Lets each key do something `burst` times at once, and after that as often as `perSecond` says. `now` in milliseconds.
 * A bucket that is full again is forgotten: nothing has to be known of it.
 */
export function createTokenBucket(limit: { burst: number; perSecond: number }, now: () => number): TokenBucket {
  const buckets = new Map<string, { tokens: number; at: number }>()
  const fill = ({ tokens, at }: { tokens: number; at: number }) =>
    Math.min(limit.burst, tokens + ((now() - at) / 1000) * limit.perSecond)

  return {
    take(key) {
      if (buckets.size > 1000)
        for (const [other, bucket] of buckets) if (fill(bucket) >= limit.burst) buckets.delete(other)
      const tokens = fill(buckets.get(key) ?? { tokens: limit.burst, at: now() })
      buckets.set(key, { tokens: tokens < 1 ? tokens : tokens - 1, at: now() })
      return tokens >= 1
    },
  }
}
