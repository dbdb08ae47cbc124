/**
 * Every error that a function answers, with its HTTP status and the sentence that a person may read.
 * The `code` is stable: clients branch on it. Causes go to the log, never into the answer.
 */
export const appErrors = {
  invalid_request: { status: 400, message: 'The request is not valid.' },
  invalid_signature: { status: 400, message: 'The signature does not match.' },
  unauthenticated: { status: 401, message: 'Please sign in first.' },
  plan_not_found: { status: 404, message: 'There is no such plan.' },
  subscription_not_found: { status: 404, message: 'You have no subscription to change here.' },
  not_found: { status: 404, message: 'There is nothing at this address.' },
  method_not_allowed: { status: 405, message: 'This address does not accept that method.' },
  already_subscribed: { status: 409, message: 'You already have a subscription.' },
  subscribed_in_app_store: {
    status: 409,
    message: 'You already subscribe through the App Store. Manage it in the settings of your iPhone.',
  },
  purchase_in_progress: {
    status: 409,
    message: 'A purchase is under way on your other device. Finish it there, or try again in a few minutes.',
  },
  already_canceled: { status: 409, message: 'This subscription is already set to end.' },
  not_canceled: { status: 409, message: 'This subscription is not set to end.' },
  belongs_to_another_account: {
    status: 409,
    message: 'This purchase belongs to another account. Sign in with the account that bought it.',
  },
  store_unavailable: { status: 503, message: 'The payment service does not answer. Please try again in a minute.' },
  internal: { status: 500, message: 'Something went wrong on our side. Please try again.' },
} as const satisfies Record<string, { status: number; message: string }>

export type AppErrorCode = keyof typeof appErrors

/** An expected failure: `code` decides status and sentence, `cause` is for the log. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: AppErrorCode

  constructor(code: AppErrorCode, options?: { cause?: unknown }) {
    super(appErrors[code].message, options)
    this.code = code
  }

  get status(): number {
    return appErrors[this.code].status
  }
}

/** A store sent a value that this version does not know: nothing may be changed because of it. */
export class UnknownStoreValueError extends Error {
  override readonly name = 'UnknownStoreValueError'

  constructor(field: string, value: unknown) {
    super(`${field} has a value that is not known: ${JSON.stringify(value)}`)
  }
}
