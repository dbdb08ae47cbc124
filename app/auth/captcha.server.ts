import { env } from '#app/env.server.ts'

/** What the widget needs in the browser; null while no captcha is configured. */
export function readCaptchaKey(): string | null {
  return env.TURNSTILE_SITE_KEY ?? null
}

/** What the widget wrote into the form, for Auth to check with Cloudflare. */
export function readCaptchaToken(form: FormData): string | undefined {
  const token = form.get('cf-turnstile-response')
  return typeof token === 'string' && token !== '' ? token : undefined
}
