import { type AuthRepair, type AuthRepairOptions, isAuthCall, refuse } from '../auth-repair.ts'
import { createTokenBucket } from './create-token-bucket.ts'
import { readCallerAddress } from './read-caller-address.ts'

/** Each of them has a bucket of its own, as in Supabase Auth (internal/api/apilimiter). */
const limited = [
  { method: 'POST', path: '/signup', rate: 'sign_in_sign_ups' },
  { method: 'POST', path: '/otp', rate: 'sign_in_sign_ups' },
  { method: 'POST', path: '/magiclink', rate: 'sign_in_sign_ups' },
  { method: 'POST', path: '/recover', rate: 'sign_in_sign_ups' },
  { method: 'POST', path: '/resend', rate: 'sign_in_sign_ups' },
  { method: 'PUT', path: '/user', rate: 'sign_in_sign_ups' },
  { method: 'POST', path: '/token', rate: 'token_refresh' },
  { method: 'POST', path: '/verify', rate: 'token_verifications' },
] as const

/** Thirty at once; config.toml says how many come back in five minutes. */
const burst = 30
const window = 5 * 60

/** lite lets everybody try without end. */
export function limitRequests({ auth, keys }: AuthRepairOptions): AuthRepair {
  const limits = limited.map(({ rate, ...call }) => ({
    ...call,
    bucket: createTokenBucket({ burst, perSecond: auth.rate_limit[rate] / window }, () => Date.now()),
  }))
  return async (c, next) => {
    const limit = limits.find(({ method, path }) => isAuthCall(c, method, path, keys))
    if (!limit || limit.bucket.take(readCallerAddress(c, keys))) return next()
    return refuse(c, 429, 'over_request_rate_limit', 'Request rate limit reached')
  }
}
