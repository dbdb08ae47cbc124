import type { ContentfulStatusCode } from 'hono/utils/http-status'

/** Apple's numbers and sentences: https://developer.apple.com/documentation/appstoreserverapi/error_codes */
const ERRORS = {
  GeneralBadRequest: [4000000, 'Bad request.'],
  InvalidRequestRevision: [4000005, 'Invalid request revision.'],
  InvalidTransactionId: [4000006, 'Invalid transaction id.'],
  InvalidOriginalTransactionId: [4000008, 'Invalid original transaction id.'],
  InvalidExtendByDays: [4000009, 'Invalid extend by days value.'],
  InvalidExtendReasonCode: [4000010, 'Invalid extend reason code.'],
  InvalidRequestIdentifier: [4000011, 'Invalid request identifier.'],
  StartDateTooFarInPast: [4000012, 'Invalid request. The start date is earlier than the allowed start date.'],
  StartDateAfterEndDate: [4000013, 'Invalid request. The end date precedes the start date or the dates are the same.'],
  InvalidPaginationToken: [4000014, 'Invalid request. The pagination token is invalid.'],
  InvalidStartDate: [4000015, 'Invalid request. The start date is not a timestamp value represented in milliseconds.'],
  InvalidEndDate: [4000016, 'Invalid request. The end date is not a timestamp value represented in milliseconds.'],
  InvalidNotificationType: [4000018, 'Invalid request. The notification type or subtype is invalid.'],
  MultipleFiltersSupplied: [
    4000019,
    'Invalid request. Supply either a transaction id or a notification type, but not both.',
  ],
  InvalidTestNotificationToken: [4000020, 'Invalid request. The test notification token is invalid.'],
  InvalidSort: [4000021, 'Invalid request. The sort parameter is invalid.'],
  InvalidProductType: [4000022, 'Invalid request. The product type parameter is invalid.'],
  InvalidProductId: [4000023, 'Invalid request. The product id parameter is invalid.'],
  InvalidInAppOwnershipType: [4000026, 'Invalid request. The in-app ownership type parameter is invalid.'],
  InvalidEmptyStorefrontCountryCodeList: [
    4000027,
    'Invalid request. If provided, the list of storefront country codes must not be empty.',
  ],
  InvalidStorefrontCountryCode: [4000028, 'Invalid request. A storefront country code was invalid.'],
  InvalidRevoked: [4000030, 'Invalid request. The revoked parameter is invalid.'],
  InvalidStatus: [4000031, 'Invalid request. The status parameter is invalid.'],
  InvalidCustomerConsented: [
    4000035,
    'Invalid request. The customer consented field is required and must indicate the customer consented.',
  ],
  InvalidDeliveryStatus: [4000036, 'Invalid request. The delivery status field is invalid.'],
  InvalidSampleContentProvided: [4000041, 'Invalid request. The sample content provided field is invalid.'],
  InvalidRefundPreference: [4000044, 'Invalid request. The refund preference field is invalid.'],
  AppTransactionIdNotSupported: [4000048, "Invalid request. App transactions aren't supported by this endpoint."],
  InvalidAppAccountTokenUUID: [4000183, 'Invalid request. The app account token field must be a valid UUID.'],
  FamilyTransactionNotSupported: [
    4000185,
    "Invalid request. Family Sharing transactions aren't supported by this endpoint.",
  ],
  TransactionIdIsNotOriginalTransactionId: [
    4000187,
    'Invalid request. The transaction ID provided is not an original transaction ID.',
  ],
  // Apple names these three, but no page that we found has their numbers: the general one stands in.
  ConsumptionPercentageOutOfRange: [4000000, 'Bad request. The consumption percentage is outside the valid range.'],
  UndeliveredConsumptionPercentageNonZero: [
    4000000,
    'Bad request. The consumption percentage must be zero for the provided delivery status.',
  ],
  ConsumptionPercentageAutoRenewableSubscription: [
    4000000,
    'Bad request. The consumption percentage is unsupported for auto-renewable subscriptions.',
  ],
  SubscriptionExtensionIneligible: [4030004, 'Forbidden - subscription state ineligible for extension.'],
  SubscriptionMaxExtension: [4030005, 'Forbidden - subscription has reached maximum extension count.'],
  FamilySharedSubscriptionExtensionIneligible: [
    4030007,
    "Subscriptions that users obtain through Family Sharing can't get a renewal date extension directly.",
  ],
  OriginalTransactionIdNotFound: [4040005, 'Original transaction id not found.'],
  ServerNotificationURLNotFound: [
    4040007,
    'No App Store Server Notification URL found for provided app. Check that a URL is configured in App Store Connect for this environment.',
  ],
  TestNotificationNotFound: [
    4040008,
    'Either the test notification token is expired or the notification and status are not yet available.',
  ],
  StatusRequestNotFound: [
    4040009,
    "The server didn't find a subscription-renewal-date extension request for this requestIdentifier and productId combination.",
  ],
  TransactionIdNotFound: [4040010, 'Transaction id not found.'],
  RateLimitExceeded: [4290000, 'Rate limit exceeded.'],
  GeneralInternalRetryable: [5000001, 'An unknown error occurred. Please try again.'],
} as const satisfies Record<string, readonly [number, string]>

export type ServerApiErrorName = keyof typeof ERRORS

/** A refusal as the App Store Server API words it. */
export class ServerApiError extends Error {
  readonly errorCode: number

  constructor(name: ServerApiErrorName) {
    const [errorCode, message] = ERRORS[name]
    super(message)
    this.name = `${name}Error`
    this.errorCode = errorCode
  }

  /** The first three digits of Apple's number are the HTTP status. */
  get status(): ContentfulStatusCode {
    return Math.floor(this.errorCode / 10_000) as ContentfulStatusCode
  }

  get body() {
    return { errorCode: this.errorCode, errorMessage: this.message }
  }
}
