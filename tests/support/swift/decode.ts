import { z } from 'zod'
import type { SwiftAnswer } from './send-recorded.ts'

// What supabase-swift 2.x decodes (Sources/Auth/Types.swift): what it calls optional may lack or be null, everything else is
// there and of that type, or the call throws a DecodingError although the server said yes.
const uuid = z.uuid()
const moment = z.iso.datetime({ offset: true })
const json = z.record(z.string(), z.unknown())

const swiftIdentity = z.object({
  id: z.string(),
  identity_id: uuid,
  user_id: uuid,
  identity_data: json.nullish(),
  provider: z.string(),
  created_at: moment.nullish(),
  last_sign_in_at: moment.nullish(),
  updated_at: moment.nullish(),
})

export const swiftUser = z.object({
  id: uuid,
  aud: z.string(),
  app_metadata: json,
  user_metadata: json,
  created_at: moment,
  updated_at: moment,
  email: z.string().nullish(),
  new_email: z.string().nullish(),
  role: z.string().nullish(),
  confirmation_sent_at: moment.nullish(),
  recovery_sent_at: moment.nullish(),
  email_change_sent_at: moment.nullish(),
  confirmed_at: moment.nullish(),
  email_confirmed_at: moment.nullish(),
  last_sign_in_at: moment.nullish(),
  identities: z.array(swiftIdentity).nullish(),
  is_anonymous: z.boolean().nullish(),
})
export type SwiftUser = z.infer<typeof swiftUser>

export const swiftSession = z.object({
  access_token: z.string().min(1),
  token_type: z.literal('bearer'),
  expires_in: z.number(),
  expires_at: z.number(),
  refresh_token: z.string().min(1),
  provider_token: z.string().nullish(),
  provider_refresh_token: z.string().nullish(),
  user: swiftUser,
})
export type SwiftSession = z.infer<typeof swiftSession>

/** `AuthError`, as the client of 2.x makes it of an answer: from the version of 2024 on `code` is a word. */
const rawError = z.object({
  msg: z.string().nullish(),
  message: z.string().nullish(),
  error_description: z.string().nullish(),
  error: z.string().nullish(),
  code: z.string().nullish(),
  error_code: z.string().nullish(),
  weak_password: z.object({ reasons: z.array(z.string()).nullish() }).nullish(),
})
const endsSession = ['session_not_found', 'session_expired', 'refresh_token_not_found', 'refresh_token_already_used']

export type SwiftAuthError = {
  status: number
  code: string
  message: string
  clearsSession: boolean
  reasons?: string[]
}

export function toAuthError({ status, headers, json: body }: SwiftAnswer): SwiftAuthError {
  if (status < 400) throw new Error(`This is no refusal but an answer ${status}.`)
  const read = rawError.safeParse(body)
  if (!read.success) return { status, code: 'unexpected_failure', message: 'Unexpected error', clearsSession: false }
  const { msg, message, error_description, error, code, error_code, weak_password } = read.data
  const isNew = (headers.get('x-supabase-api-version') ?? '') >= '2024-01-01'
  const word = (isNew && code ? code : error_code) ?? 'unknown'
  return {
    status,
    code: word,
    message: msg ?? message ?? error_description ?? error ?? 'Unknown',
    clearsSession: endsSession.includes(word),
    ...(weak_password?.reasons ? { reasons: weak_password.reasons } : {}),
  }
}
