import { z } from 'zod'

// What each route of the `account` function answers, for the function and for the web alike: one truth. Import it from
// `.server.ts` files only: zod would put 70 kB into a browser's bundle. (`import type` costs nothing anywhere.)

/** `has_app_store_subscription`: Apple goes on charging, and only the person can stop that, in the settings of the iPhone. */
export const deleteAnswer = z.object({ deleted: z.literal(true), has_app_store_subscription: z.boolean() })
export type DeleteAnswer = z.infer<typeof deleteAnswer>

/** Everything that is kept about a person; the file is for them and for other programs, so it is not taken apart here. */
export const exportAnswer = z.record(z.string(), z.unknown())
export type ExportAnswer = z.infer<typeof exportAnswer>

/** Kept, so that it can be ended at Apple when the account is deleted; not where the project has no key to end it with. */
export const appleTokenAnswer = z.object({ kept: z.boolean() })
export type AppleTokenAnswer = z.infer<typeof appleTokenAnswer>

/** `code`: for the other account to enter, until `expires_at` and once. */
export const releaseAnswer = z.object({ code: z.string(), expires_at: z.string() })
export type ReleaseAnswer = z.infer<typeof releaseAnswer>

/** `moved`: how many purchases in the App Store are this account's now. */
export const claimAnswer = z.object({ moved: z.number().int() })
export type ClaimAnswer = z.infer<typeof claimAnswer>
