import { z } from 'zod'

/** An id, or the object in its place where a request asked for it to be expanded. */
export const idSchema = z.union([z.string(), z.object({ id: z.string() }).transform((object) => object.id)])

/** The user in the metadata that we wrote; null where somebody has written something else there by hand. */
export const userIdSchema = z
  .record(z.string(), z.string())
  .nullish()
  .transform((metadata) => z.uuid().safeParse(metadata?.user_id).data ?? null)

export const environmentSchema = z.boolean().transform((livemode) => (livemode ? 'production' : 'sandbox'))

/** Stripe's times are Unix seconds. */
export function toDate(unixSeconds: number): Date {
  return new Date(unixSeconds * 1000)
}

export const timeSchema = z.number().transform((unixSeconds) => toDate(unixSeconds).toISOString())
