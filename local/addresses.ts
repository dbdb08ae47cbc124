/** Where each part runs, after taken ports have been replaced. Everything that names another part takes it from here. */
export type Addresses = {
  web: string
  phone: string
  api: string
  database: string
  mailbox: string
  stripe: string
  appStore: string
  /** Apple and Google for signing in; null where the real ones are asked. */
  identity: string | null
}

export const webhookPaths = {
  stripe: '/functions/v1/stripe-webhook',
  appStore: '/functions/v1/app-store-notifications',
} as const
