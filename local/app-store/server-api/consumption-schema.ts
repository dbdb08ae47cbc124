import { z } from 'zod'
import { ServerApiError, type ServerApiErrorName } from './server-api-error.ts'

const WHOLE = 100_000

export const DELIVERY_STATUSES = [
  'DELIVERED',
  'UNDELIVERED_QUALITY_ISSUE',
  'UNDELIVERED_WRONG_ITEM',
  'UNDELIVERED_SERVER_OUTAGE',
  'UNDELIVERED_OTHER',
] as const

export const REFUND_PREFERENCES = ['DECLINE', 'GRANT_FULL', 'GRANT_PRORATED'] as const

// The order of the fields is the order in which a bad one is named.
const consumptionSchema = z.object({
  customerConsented: z.literal(true),
  deliveryStatus: z.enum(DELIVERY_STATUSES),
  sampleContentProvided: z.boolean(),
  refundPreference: z.enum(REFUND_PREFERENCES).optional(),
  consumptionPercentage: z.number().int().min(0).max(WHOLE).optional(),
})

export type Consumption = z.infer<typeof consumptionSchema>

const FIELD_ERRORS: Record<string, ServerApiErrorName> = {
  customerConsented: 'InvalidCustomerConsented',
  deliveryStatus: 'InvalidDeliveryStatus',
  sampleContentProvided: 'InvalidSampleContentProvided',
  refundPreference: 'InvalidRefundPreference',
  consumptionPercentage: 'ConsumptionPercentageOutOfRange',
}

/** https://developer.apple.com/documentation/appstoreserverapi/consumptionrequest and …/consumptionpercentage */
export function readConsumption(body: unknown, isSubscription: boolean): Consumption {
  const result = consumptionSchema.safeParse(body)
  if (!result.success) {
    const field = String(result.error.issues[0]?.path[0] ?? '')
    throw new ServerApiError(FIELD_ERRORS[field] ?? 'GeneralBadRequest')
  }
  requireFittingPercentage(result.data, isSubscription)
  return result.data
}

function requireFittingPercentage(consumption: Consumption, isSubscription: boolean): void {
  const { consumptionPercentage: percentage, deliveryStatus, refundPreference } = consumption
  if (isSubscription) {
    // Apple works it out from the time that has passed.
    if (percentage !== undefined) throw new ServerApiError('ConsumptionPercentageAutoRenewableSubscription')
    return
  }
  if (deliveryStatus !== 'DELIVERED' && (percentage ?? 0) !== 0) {
    throw new ServerApiError('UndeliveredConsumptionPercentageNonZero')
  }
  const isShare = percentage !== undefined && percentage > 0 && percentage < WHOLE
  if (refundPreference === 'GRANT_PRORATED' && !isShare) {
    throw new ServerApiError('ConsumptionPercentageOutOfRange')
  }
}
