import { type AppLoadContext, data } from '@remix-run/node'
import { callAccount } from '#app/account/call-account.server.ts'
import { redirectAfterPost } from '#app/auth/redirect-with-session.server.ts'
import { requireFreshSignIn } from '#app/auth/require-fresh-sign-in.server.ts'
import { getSupabase } from '#app/auth/supabase.server.ts'

export type MoveAnswer =
  | { kind: 'code'; code: string; expiresAt: string }
  | { kind: 'refused'; text: string; entered: string | null }

/** Both halves of a move: the account that has the purchase gives a code out, the other one hands it in. */
export async function movePurchase(request: Request, context: AppLoadContext): Promise<Response | MoveAnswer> {
  const form = await request.formData()
  switch (form.get('intent')) {
    case 'release':
      return release(request, context)
    case 'claim':
      return claim(request, context, String(form.get('code') ?? ''))
    default:
      throw data(null, { status: 400 })
  }
}

async function release(request: Request, context: AppLoadContext): Promise<Response | MoveAnswer> {
  await requireFreshSignIn(request, context)
  const result = await callAccount(getSupabase(request, context), 'release-purchase', {})
  if (result.ok) return { kind: 'code', code: result.value.code, expiresAt: result.value.expires_at }
  if (result.code === 'fresh_sign_in_required') {
    return redirectAfterPost(context, '/account/verify?next=%2Faccount%2Fmove')
  }
  return { kind: 'refused', text: result.message, entered: null }
}

async function claim(request: Request, context: AppLoadContext, entered: string): Promise<Response | MoveAnswer> {
  const code = entered.toUpperCase().replace(/\s/g, '')
  if (!code) return { kind: 'refused', text: 'Enter the code from the other account.', entered }
  const result = await callAccount(getSupabase(request, context), 'claim-purchase', { code })
  return result.ok
    ? redirectAfterPost(context, '/account?done=moved')
    : { kind: 'refused', text: result.message, entered }
}
