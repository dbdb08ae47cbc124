import { inject } from 'vitest'
import type { Addresses } from '../../../local/addresses.ts'
import '../provided-context.ts'

/** The Tandem of this worker: it has one for itself, so that a moved clock disturbs no other test. */
export function addresses(): Addresses {
  const stacks = inject('stacks')
  const stack = stacks[(Number(process.env.VITEST_POOL_ID ?? 1) - 1) % stacks.length]
  if (!stack) throw new Error('No Tandem was started for the browser tests')
  return stack
}
