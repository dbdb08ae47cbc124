import { randomBytes } from 'node:crypto'
import type { Addresses } from './addresses.ts'
import type { AppleSignIn } from './start-identity.ts'
import type { AppStoreTrust } from './start-simulators.ts'
import { localKeys } from './supabase/local-keys.ts'

type Source = Record<string, string | undefined>

/** What `.env` may change of the local stack; everything else is given by the parts that run. */
export type LocalSettings = { stripe: StripeKeys; apple: AppleSettings; relaySecret: string }
export type StripeKeys = { secretKey: string; publishableKey: string; webhookSecret: string }
export type AppleSettings = { bundleId: string }

/** Reads the settings; refuses keys of a real Stripe account, which the simulator would write into logs and a state file. */
export function readLocalSettings(source: Source): LocalSettings {
  const stripe = {
    secretKey: source.STRIPE_SECRET_KEY || 'sk_local',
    publishableKey: source.STRIPE_PUBLISHABLE_KEY || 'pk_local',
    webhookSecret: source.STRIPE_WEBHOOK_SECRET || 'whsec_local',
  }
  if (/^(sk|rk)_(live|test)_/.test(stripe.secretKey)) {
    throw new Error(
      'STRIPE_SECRET_KEY is a key of a real Stripe account, and `npm run dev` uses the simulator: take it out of .env, or out of the environment.',
    )
  }
  return {
    stripe,
    apple: { bundleId: source.APPLE_BUNDLE_ID || 'com.example.tandem' },
    // Web and functions start together: a secret of this start is enough.
    relaySecret: source.WEB_RELAY_SECRET || randomBytes(32).toString('base64url'),
  }
}

/** The web server's variables: no secret among them but the relay's, which grants nothing. */
export function toWebEnvironment(
  addresses: Pick<Addresses, 'api' | 'web' | 'stripe'>,
  settings: LocalSettings,
): Record<string, string> {
  return {
    SUPABASE_URL: addresses.api,
    SUPABASE_PUBLISHABLE_KEY: localKeys.publishable,
    STRIPE_PUBLISHABLE_KEY: settings.stripe.publishableKey,
    STRIPE_JS_URL: `${addresses.stripe}/stripe.js`,
    SITE_URL: addresses.web,
    WEB_RELAY_SECRET: settings.relaySecret,
    PORT: new URL(addresses.web).port,
  }
}

/** What the edge functions see: the names that the platform sets, and the secrets that `supabase secrets set` would. */
export function toFunctionsEnvironment(
  addresses: Pick<Addresses, 'api' | 'database' | 'stripe' | 'appStore' | 'mailbox' | 'web'>,
  settings: LocalSettings,
  appStore: AppStoreTrust,
  appleSignIn: AppleSignIn,
): Record<string, string> {
  return {
    SUPABASE_URL: addresses.api,
    SUPABASE_DB_URL: addresses.database,
    SUPABASE_ANON_KEY: localKeys.publishable,
    SUPABASE_SERVICE_ROLE_KEY: localKeys.secret,
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: localKeys.publishable }),
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: localKeys.secret }),
    ...toFunctionSecrets(addresses, settings, appStore),
    ...toSignInSecrets(appleSignIn),
  }
}

/** The part of it that is ours and not the platform's. */
export function toFunctionSecrets(
  addresses: Pick<Addresses, 'stripe' | 'appStore' | 'mailbox' | 'web'>,
  settings: LocalSettings,
  { rootCertificate, inAppPurchaseKey }: AppStoreTrust,
): Record<string, string> {
  return {
    STRIPE_SECRET_KEY: settings.stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: settings.stripe.webhookSecret,
    STRIPE_API_URL: addresses.stripe,
    SITE_URL: addresses.web,
    WEB_RELAY_SECRET: settings.relaySecret,
    LOCAL_MAILBOX_URL: addresses.mailbox,
    APPLE_BUNDLE_ID: settings.apple.bundleId,
    APPLE_APP_ID: '',
    APPLE_ENVIRONMENTS: 'Sandbox',
    APPLE_EXTRA_ROOT_CERTIFICATES: Buffer.from(rootCertificate).toString('base64'),
    APPLE_SERVER_API_URL: addresses.appStore,
    APPLE_IAP_ISSUER_ID: inAppPurchaseKey.issuerId,
    APPLE_IAP_KEY_ID: inAppPurchaseKey.keyId,
    // On one line: a file of variables has no other way to hold it.
    APPLE_IAP_PRIVATE_KEY: inAppPurchaseKey.privateKeyPem.trim().replaceAll('\n', '\\n'),
  }
}

/** With these the functions can end the tokens that Apple gave for a person. */
function toSignInSecrets({ key, servicesId, url }: AppleSignIn): Record<string, string> {
  return {
    APPLE_TEAM_ID: key.teamId,
    APPLE_SERVICES_ID: servicesId,
    APPLE_SIGN_IN_KEY_ID: key.keyId,
    APPLE_SIGN_IN_PRIVATE_KEY: key.privateKeyPem.trim().replaceAll('\n', '\\n'),
    APPLE_SIGN_IN_URL: url,
  }
}
