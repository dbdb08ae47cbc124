import { z } from 'zod'

const email = z
  .string({ error: 'Enter your email address.' })
  .trim()
  .pipe(z.email({ error: 'Enter an email address such as ana@example.com.' }))

/** Validated here only: zod stays out of the browser, and a form without JavaScript gets the same sentences. */
export const signUpSchema = z.object({
  email,
  password: z
    .string({ error: 'Choose a password.' })
    .min(8, { error: 'Use at least 8 characters.' })
    // bcrypt, which Supabase Auth hashes with, ignores everything after byte 72.
    .max(72, { error: 'Use at most 72 characters.' }),
  next: z.string().optional(),
})

/** No length is asked for: an old password must not be refused before Auth has seen it. */
export const signInSchema = z.object({
  email,
  password: z.string({ error: 'Enter your password.' }),
  next: z.string().optional(),
})

export const codeSchema = z.object({
  email,
  code: z
    .string({ error: 'Enter the code from the email.' })
    .transform((code) => code.replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, { error: 'The code has 6 digits.' })),
})

export const resendSchema = z.object({ email })
