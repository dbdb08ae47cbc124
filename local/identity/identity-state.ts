import { z } from 'zod'

const accountSchema = z.object({
  provider: z.enum(['apple', 'google']),
  /** The `sub` of its tokens: the same for every app of one developer, before and after access was taken away. */
  id: z.string(),
  name: z.string(),
  email: z.string(),
  /** Google alone leaves this open: whoever signs up with an address of another provider must confirm it. */
  emailVerified: z.boolean(),
  /** The address that "Hide My Email" gives instead: one for good per person and developer. Apple only. */
  relayEmail: z.string().nullable(),
  /** What was chosen when the app was first used; null before, and after access was taken away. Apple only. */
  consent: z.object({ hidesEmail: z.boolean(), at: z.number() }).nullable(),
})

const refreshTokenSchema = z.object({
  token: z.string(),
  accountId: z.string(),
  clientId: z.string(),
  revokedAt: z.number().nullable(),
})

const logEntrySchema = z.object({
  at: z.string(),
  action: z.enum(['token', 'revoke']),
  client_id: z.string(),
  email: z.string().nullable(),
  /** `done`, or the error that was answered; `unknown` for a token to revoke that was never given. */
  outcome: z.string(),
})

const appleKeySchema = z.object({
  teamId: z.string(),
  keyId: z.string(),
  privateKeyPem: z.string(),
  publicKeyPem: z.string(),
})

export const identityStateSchema = z.object({
  version: z.literal(1),
  /** With it both sign their identity tokens. */
  signingKey: z.looseObject({ kty: z.literal('RSA'), kid: z.string() }),
  /** What the developer site hands out under "Sign in with Apple". */
  appleKey: appleKeySchema,
  googleSecret: z.string(),
  accounts: z.array(accountSchema),
  refreshTokens: z.array(refreshTokenSchema),
  log: z.array(logEntrySchema),
})

export type IdentityState = z.infer<typeof identityStateSchema>
export type Account = z.infer<typeof accountSchema>
export type ProviderName = Account['provider']
export type AppleKey = z.infer<typeof appleKeySchema>
export type LogEntry = z.infer<typeof logEntrySchema>
