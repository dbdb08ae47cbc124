import { type SignInMethods, signInMethodsSchema } from '#app/account/rows.server.ts'
import type { Supabase } from '#app/auth/supabase.server.ts'
import { readRows } from '#app/http/read-rows.server.ts'

/** How the signed-in person can get in. Asked of the database: Auth does not tell whether there is a password. */
export async function readSignInMethods(supabase: Supabase): Promise<SignInMethods> {
  const query = supabase.rpc('sign_in_methods').then((answer) => ({ ...answer, data: [answer.data] }))
  const [methods] = await readRows('sign_in_methods', signInMethodsSchema, query)
  return methods!
}
