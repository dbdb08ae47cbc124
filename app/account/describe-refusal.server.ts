import type { PostgrestError } from '@supabase/supabase-js'
import { appErrors } from '#domain/errors.ts'

/** What a function in the database refuses (`billing.refuse`), as a sentence. A fault of its own goes to the log only. */
export function describeRefusal({ code, message }: PostgrestError): string {
  if (code === 'last_sign_in_method') return 'This is your only way to sign in. Add another one first.'
  if (Object.hasOwn(appErrors, code)) return appErrors[code as keyof typeof appErrors].message
  console.error(JSON.stringify({ level: 'error', event: 'account_refused', code, cause: message }))
  return appErrors.internal.message
}
