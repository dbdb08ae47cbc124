import { data } from '@remix-run/node'
import { z } from 'zod'
import type { Supabase } from '#app/auth/supabase.server.ts'

const name = z.string().trim().min(1).catch('')
const metadataSchema = z.object({ display_name: name, full_name: name, name }).catch({
  display_name: '',
  full_name: '',
  name: '',
})

/** `pendingEmail`: the address that waits for its confirmation. */
export type Profile = { name: string; pendingEmail: string | null }

/** What Auth itself keeps about the person. Asked there, because a token is as old as its last refresh. */
export async function readProfile(supabase: Supabase): Promise<Profile> {
  const { data: answer, error } = await supabase.auth.getUser()
  if (error) throw data('Sign-in does not answer at the moment.', { status: 503 })
  const { user } = answer
  const metadata = metadataSchema.parse(user.user_metadata)
  return {
    // The name that was entered here comes first: Google writes the other two anew with every sign-in.
    name: metadata.display_name || metadata.full_name || metadata.name,
    pendingEmail: user.new_email || null,
  }
}
