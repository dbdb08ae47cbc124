import { z } from 'zod'

/** A route that needs to be told nothing; what it is told all the same is not read. */
export const nothing = z.object({})
export const idOfOurs = z.string().min(1).max(64)
/** Only the shape: whose it is, each act looks up. A slash or a dot would lead to another address at Stripe. */
export const idOfStripe = z.string().regex(/^[a-zA-Z]{2,12}_[a-zA-Z0-9_]{1,128}$/)
export const promotionCode = z.string().trim().max(64)
