import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'smol-toml'
import { z } from 'zod'

const port = z.number().int().min(1).max(65535)
const externalProvider = z.object({
  enabled: z.boolean(),
  client_id: z.string().default(''),
  secret: z.string().default(''),
  skip_nonce_check: z.boolean().default(false),
  email_optional: z.boolean().default(false),
})
const switchedOff = { enabled: false, client_id: '', secret: '', skip_nonce_check: false, email_optional: false }
const rate = z.number().int().positive()
const template = z.object({ subject: z.string(), content_path: z.string() })

/** Only what the local stack acts on: the Supabase CLI reads the same file and knows the rest. */
const configSchema = z.object({
  api: z.object({ port, schemas: z.array(z.string()).min(1), max_rows: z.number().int().positive() }),
  db: z.object({ port, seed: z.object({ enabled: z.boolean(), sql_paths: z.array(z.string()) }) }),
  local_smtp: z.object({ port }),
  auth: z.object({
    site_url: z.url(),
    additional_redirect_urls: z.array(z.string()),
    jwt_expiry: z.number().int().positive(),
    enable_refresh_token_rotation: z.boolean(),
    refresh_token_reuse_interval: z.number().int(),
    enable_signup: z.boolean(),
    enable_manual_linking: z.boolean().default(false),
    minimum_password_length: z.number().int().min(6),
    // The defaults are those of Supabase Auth.
    rate_limit: z
      .object({
        email_sent: rate.default(30),
        token_refresh: rate.default(150),
        sign_in_sign_ups: rate.default(30),
        token_verifications: rate.default(30),
      })
      .default({ email_sent: 30, token_refresh: 150, sign_in_sign_ups: 30, token_verifications: 30 }),
    external: z
      .object({ apple: externalProvider.default(switchedOff), google: externalProvider.default(switchedOff) })
      .default({ apple: switchedOff, google: switchedOff }),
    email: z.object({
      enabled: z.boolean(),
      double_confirm_changes: z.boolean(),
      enable_confirmations: z.boolean(),
      secure_password_change: z.boolean(),
      otp_length: z.number().int().min(6).max(10),
      otp_expiry: z.number().int().positive(),
      max_frequency: z
        .string()
        .regex(/^\d+(s|m)$/, { error: 'is not a time such as "60s" or "1m".' })
        .default('60s'),
      template: z.record(z.string(), template).default({}),
      notification: z.record(z.string(), template.extend({ enabled: z.boolean().default(false) })).default({}),
    }),
  }),
  functions: z
    .record(
      z.string().regex(/^[A-Za-z][A-Za-z0-9_-]*$/),
      z.object({
        enabled: z.boolean().default(true),
        verify_jwt: z.boolean().default(true),
        entrypoint: z.string().optional(),
      }),
    )
    .default({}),
})

export type SupabaseConfig = z.infer<typeof configSchema>

/** Reads `supabase/config.toml`; throws one sentence per fault, with the key to correct. */
export function readConfig(projectDir: string): SupabaseConfig {
  const file = path.join(projectDir, 'supabase', 'config.toml')
  const result = configSchema.safeParse(parseToml(file))
  if (result.success) return result.data
  const faults = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`supabase/config.toml cannot be used.\n${faults.join('\n')}`)
}

function parseToml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new Error(`supabase/config.toml cannot be read: ${(cause as Error).message}`, { cause })
  }
}
