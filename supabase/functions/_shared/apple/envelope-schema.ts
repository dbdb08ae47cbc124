import { z } from 'zod'

const appFields = { bundleId: z.string(), environment: z.string(), appAppleId: z.number().optional() }

/**
 * A notification of the App Store. Its types and subtypes are open: Apple sends some that its own documentation lacks. It
 * carries one of four things, of which only `data` is about a purchase. Unknown fields pass through to the inbox.
 * https://developer.apple.com/documentation/appstoreservernotifications/responsebodyv2decodedpayload
 */
export const envelopeSchema = z.looseObject({
  notificationType: z.string(),
  subtype: z.string().optional(),
  notificationUUID: z.string().min(1),
  signedDate: z.int(),
  data: z
    .looseObject({
      ...appFields,
      status: z.int().optional(),
      consumptionRequestReason: z.string().optional(),
      signedTransactionInfo: z.string().optional(),
      signedRenewalInfo: z.string().optional(),
    })
    .optional(),
  summary: z.looseObject(appFields).optional(),
  externalPurchaseToken: z
    .looseObject({ bundleId: z.string(), appAppleId: z.number().optional(), externalPurchaseId: z.string() })
    .optional(),
  appData: z.looseObject({ ...appFields, signedAppTransactionInfo: z.string().optional() }).optional(),
})
export type Envelope = z.infer<typeof envelopeSchema>
