import { z } from 'zod'
import { ServerApiError, type ServerApiErrorName } from './server-api-error.ts'

const timestamp = z.number().int().min(0)
const queryTimestamp = z.string().regex(/^\d+$/).transform(Number)

const notificationRequestSchema = z.object({
  startDate: timestamp,
  endDate: timestamp,
  notificationType: z
    .string()
    .regex(/^[A-Z_]+$/)
    .optional(),
  notificationSubtype: z
    .string()
    .regex(/^[A-Z_]+$/)
    .optional(),
  transactionId: z.string().regex(/^\d+$/).optional(),
  onlyFailures: z.boolean().optional(),
})

const transactionQuerySchema = z.object({
  startDate: queryTimestamp.optional(),
  endDate: queryTimestamp.optional(),
  productId: z.array(z.string()).optional(),
  productType: z.array(z.enum(['AUTO_RENEWABLE', 'NON_RENEWABLE', 'CONSUMABLE', 'NON_CONSUMABLE'])).optional(),
  subscriptionGroupIdentifier: z.array(z.string()).optional(),
  inAppOwnershipType: z.enum(['PURCHASED', 'FAMILY_SHARED']).optional(),
  sort: z.enum(['ASCENDING', 'DESCENDING']).default('ASCENDING'),
  revoked: z.enum(['true', 'false']).optional(),
})

export type NotificationHistoryRequest = z.infer<typeof notificationRequestSchema>
export type TransactionHistoryQuery = z.infer<typeof transactionQuerySchema>

/** Which of Apple's errors a bad field is. */
const FIELD_ERRORS: Record<string, ServerApiErrorName> = {
  startDate: 'InvalidStartDate',
  endDate: 'InvalidEndDate',
  notificationType: 'InvalidNotificationType',
  notificationSubtype: 'InvalidNotificationType',
  transactionId: 'InvalidTransactionId',
  productType: 'InvalidProductType',
  inAppOwnershipType: 'InvalidInAppOwnershipType',
  sort: 'InvalidSort',
  revoked: 'InvalidRevoked',
}

export function readNotificationRequest(body: unknown, earliest: number): NotificationHistoryRequest {
  const request = parse(notificationRequestSchema, body)
  if (request.startDate >= request.endDate) throw new ServerApiError('StartDateAfterEndDate')
  if (request.startDate < earliest) throw new ServerApiError('StartDateTooFarInPast')
  if (request.notificationSubtype && !request.notificationType) throw new ServerApiError('InvalidNotificationType')
  if (request.transactionId && request.notificationType) throw new ServerApiError('MultipleFiltersSupplied')
  return request
}

const REPEATABLE = ['productId', 'productType', 'subscriptionGroupIdentifier'] as const

/** `queries` has every value of every parameter; only three of them may be repeated. */
export function readTransactionQuery(queries: Record<string, string[]>): TransactionHistoryQuery {
  const single = Object.entries(queries).map(([name, values]) => [name, values[0]])
  const repeated = REPEATABLE.flatMap((name) => (queries[name] ? [[name, queries[name]]] : []))
  const query = parse(transactionQuerySchema, Object.fromEntries([...single, ...repeated]))
  if (query.startDate !== undefined && query.endDate !== undefined && query.startDate >= query.endDate) {
    throw new ServerApiError('InvalidEndDate')
  }
  return query
}

function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const field = String(result.error.issues[0]?.path[0] ?? '')
  throw new ServerApiError(FIELD_ERRORS[field] ?? 'GeneralBadRequest')
}
