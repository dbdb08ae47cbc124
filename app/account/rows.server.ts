import { z } from 'zod'

/** What the database says about the ways into an account. */
export const signInMethodsSchema = z.object({
  email: z.string().nullable(),
  /** Made by Apple for "Hide My Email". */
  is_private_email: z.boolean(),
  has_password: z.boolean(),
  identities: z.array(
    z.object({
      id: z.string(),
      provider: z.string(),
      email: z.string().nullable(),
      created_at: z.string().nullable(),
      last_sign_in_at: z.string().nullable(),
    }),
  ),
})

export const sessionSchema = z.object({
  id: z.string(),
  created_at: z.string(),
  last_used_at: z.string(),
  user_agent: z.string().nullable(),
  ip: z.string().nullable(),
  is_current: z.boolean(),
})

export type SignInMethods = z.infer<typeof signInMethodsSchema>
export type SessionRow = z.infer<typeof sessionSchema>
