import { Hono } from 'hono'
import { z } from 'zod'
import { openAccount } from './accounts.ts'
import { meetApp } from './apple/consent.ts'
import { readAuthorizeRequest } from './authorize-request.ts'
import { IdentityError } from './identity-error.ts'
import type { IdentityParts } from './identity-parts.ts'
import type { Account, ProviderName } from './identity-state.ts'
import { consentPage } from './page/consent-page.ts'
import { faultPage } from './page/fault-page.ts'
import { sendBack } from './page/send-back.ts'
import { signInPage } from './page/sign-in-page.ts'
import { readForm } from './read-request.ts'

const formSchema = z.object({
  action: z.enum(['continue', 'cancel']),
  /** The button of an account that is there; without it the form of another one was filled in. */
  account: z.string().optional(),
  name: z.string().default(''),
  email: z.string().default(''),
  /** A box that is not ticked is not sent. */
  email_verified: z.literal('yes').optional(),
  share: z.enum(['email', 'hide']).optional(),
})
type SignInForm = z.infer<typeof formSchema>

// What a browser brings back when the person pressed Cancel.
const cancelled: Record<ProviderName, string> = { apple: 'user_cancelled_authorize', google: 'access_denied' }

/** The provider's page in the browser: who are you, and (Apple) which address may the website know. */
export function createSignInRoutes(parts: IdentityParts, provider: ProviderName, path: string): Hono {
  const routes = new Hono()
  routes.get(path, (c) => {
    readAuthorizeRequest(c, parts, provider)
    return c.html(signInPage(provider, listAccounts(parts, provider)))
  })
  routes.post(path, async (c) => {
    const request = readAuthorizeRequest(c, parts, provider)
    const form = await readForm(c, formSchema)
    if (form.action === 'cancel') return sendBack(c, request, { error: cancelled[provider] })
    const account = findPerson(parts, provider, form)
    if (typeof account === 'string') return c.html(signInPage(provider, listAccounts(parts, provider), account), 400)
    const mustChoose = provider === 'apple' && !account.consent && form.share === undefined
    if (mustChoose) return c.html(consentPage(account))

    const first = provider === 'apple' ? meetApp(parts, account, form.share === 'hide') : null
    parts.save()
    const code = parts.codes.give({
      provider,
      accountId: account.id,
      clientId: request.client_id,
      redirectUri: request.redirect_uri,
      nonce: request.nonce ?? null,
    })
    return sendBack(c, request, first ? { code, user: JSON.stringify(first) } : { code })
  })
  routes.onError((error, c) => {
    if (error instanceof IdentityError) return c.html(faultPage(error.message), 400)
    throw error
  })
  return routes
}

/** A string says what is wrong with the form. */
function findPerson(parts: IdentityParts, provider: ProviderName, form: SignInForm): Account | string {
  if (form.account) return openAccount(parts, provider, { id: form.account })
  const email = z.email().safeParse(form.email.trim().toLowerCase())
  if (!email.success) return 'Enter an e-mail address, like ann@example.com.'
  const email_verified = form.email_verified === 'yes'
  return openAccount(parts, provider, { email: email.data, name: form.name.trim(), email_verified })
}

function listAccounts({ state }: IdentityParts, provider: ProviderName): Account[] {
  return state.accounts.filter((account) => account.provider === provider)
}
