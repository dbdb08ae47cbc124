/**
 * Every error that a function answers, with its HTTP status and the sentence that a person may read.
 * The `code` is stable: clients branch on it. Causes go to the log, never into the answer.
 */
export const appErrors = {
  invalid_request: { status: 400, message: 'The request is not valid.' },
  invalid_signature: { status: 400, message: 'The signature does not match.' },
  unauthenticated: { status: 401, message: 'Please sign in first.' },
  wrong_secret_key: { status: 401, message: 'This address needs a secret key of this project.' },
  card_declined: { status: 402, message: 'Your card was declined. Please try another card, or ask your bank.' },
  fresh_sign_in_required: {
    status: 403,
    message: 'Please sign in again first: this is asked for where the account itself is changed.',
  },
  plan_not_found: { status: 404, message: 'There is no such plan.' },
  subscription_not_found: { status: 404, message: 'You have no subscription to change here.' },
  extra_not_found: { status: 404, message: 'There is no such product.' },
  invoice_not_found: { status: 404, message: 'You have no such invoice.' },
  card_not_found: { status: 404, message: 'You have no such card.' },
  no_customer: { status: 404, message: 'You have bought nothing here yet, so there is nothing to manage.' },
  not_found: { status: 404, message: 'There is nothing at this address.' },
  method_not_allowed: { status: 405, message: 'This address does not accept that method.' },
  already_subscribed: { status: 409, message: 'You already have a subscription.' },
  subscribed_in_app_store: {
    status: 409,
    message: 'You already subscribe through the App Store. Manage it in the settings of your iPhone.',
  },
  subscribed_on_web: { status: 409, message: 'You already subscribe on the web. Manage it where you bought it.' },
  purchase_in_progress: {
    status: 409,
    message: 'A purchase is under way on your other device. Finish it there, or try again in a few minutes.',
  },
  already_canceled: { status: 409, message: 'This subscription is already set to end.' },
  not_canceled: { status: 409, message: 'This subscription is not set to end.' },
  already_owned: { status: 409, message: 'You own this already.' },
  same_plan: { status: 409, message: 'This is the plan that you have.' },
  payment_overdue: {
    status: 409,
    message: 'A payment is overdue. Please pay it first; then you can change your plan.',
  },
  subscription_ending: {
    status: 409,
    message: 'Your subscription is set to end. Resume it first; then you can change your plan.',
  },
  change_pending: {
    status: 409,
    message: 'A change of your plan is under way already. Please finish it, or take it back, first.',
  },
  managed_in_app_store: {
    status: 409,
    message: 'You subscribe through the App Store. Change your plan in the settings of your iPhone.',
  },
  preview_expired: { status: 409, message: 'These amounts are no longer up to date. Please look at them again.' },
  card_already_saved: { status: 409, message: 'You have saved this card already.' },
  card_in_use: {
    status: 409,
    message: 'Your subscription is paid with this card. Choose another default card first; then you can remove it.',
  },
  invoice_already_paid: { status: 409, message: 'Nothing is left to pay on this invoice.' },
  trial_used: {
    status: 409,
    message: 'This card or this account has had its free trial already. You can subscribe without a trial.',
  },
  plan_not_sold: { status: 409, message: 'This plan is not sold at the moment.' },
  setup_not_confirmed: { status: 409, message: 'Your card is not confirmed yet. Please enter it again.' },
  belongs_to_another_account: {
    status: 409,
    message: 'This purchase belongs to another account. Sign in with the account that bought it.',
  },
  account_being_deleted: {
    status: 409,
    message: 'You have asked us to delete this account. Nothing can be bought with it any more.',
  },
  nothing_to_move: { status: 409, message: 'This account has no App Store purchase that could be moved.' },
  promotion_code_invalid: { status: 422, message: 'This promotion code is not valid, or not valid for this plan.' },
  move_code_invalid: { status: 422, message: 'This code is not right, or it has ended. Ask for a new one.' },
  too_many_attempts: { status: 429, message: 'Too many attempts. Please wait a few minutes.' },
  subscription_not_ended: {
    status: 502,
    message: 'We could not end your subscription at the payment service, so nothing was deleted. Please try again.',
  },
  store_unavailable: { status: 503, message: 'The payment service does not answer. Please try again in a minute.' },
  app_store_unavailable: { status: 503, message: 'The App Store does not answer. Please try again in a minute.' },
  apple_unavailable: { status: 503, message: 'Apple does not answer. Please try again in a minute.' },
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
