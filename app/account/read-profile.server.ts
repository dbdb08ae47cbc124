import { type AppLoadContext, data } from '@remix-run/node'
import { z } from 'zod'
import { isOutage } from '#app/auth/read-user.server.ts'
import { redirectWithSession } from '#app/auth/redirect-with-session.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'

const name = z.string().trim().min(1).catch('')
const metadataSchema = z.object({ display_name: name, full_name: name, name }).catch({
  display_name: '',
  full_name: '',
  name: '',
})

/** `pendingEmail`: the address that waits for its confirmation. */
export type Profile = { name: string; pendingEmail: string | null }

/** What Auth itself keeps about the person. Asked there, because a token is as old as its last refresh. */
export async function readProfile(request: Request, context: AppLoadContext): Promise<Profile> {
  const { auth } = getSupabase(request, context)
  const { data: answer, error } = await auth.getUser()
  if (error) {
    if (isOutage(error)) throw data('Sign-in does not answer at the moment.', { status: 503 })
    // Signed out from another device, or deleted there: the token does not know it yet.
    await auth.signOut({ scope: 'local' })
    throw redirectWithSession(context, '/sign-in?next=%2Faccount%2Fsign-in&problem=session_ended')
  }
  const metadata = metadataSchema.parse(answer.user.user_metadata)
  return {
    // The name that was entered here comes first: Google writes the other two anew with every sign-in.
    name: metadata.display_name || metadata.full_name || metadata.name,
    pendingEmail: answer.user.new_email || null,
  }
}
