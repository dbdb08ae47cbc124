import { z } from 'zod'

const email = z
  .string({ error: 'Enter your email address.' })
  .trim()
  .pipe(z.email({ error: 'Enter an email address such as ana@example.com.' }))

/** Validated here only: zod stays out of the browser, and a form without JavaScript gets the same sentences. */
export const emailSchema = z.object({ email, next: z.string().optional() })

/** No length is asked for: an old password must not be refused before Auth has seen it. */
const password = z.string({ error: 'Enter your password.' })
export const signInSchema = z.object({ email, password, next: z.string().optional() })
export const passwordSchema = z.object({ password })

const code = z
  .string({ error: 'Enter the code from the email.' })
  .transform((given) => given.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, { error: 'The code has 6 digits.' }))
export const codeSchema = z.object({ email, code })
export const ownCodeSchema = z.object({ code })
