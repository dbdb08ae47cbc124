import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { guardRequest as GuardRequest } from '#app/http/guard-request.server.ts'
import { isForeignWrite } from '#app/http/is-foreign-write.ts'
import { siteUrl, stubWebEnv } from './fake-supabase.ts'

let guardRequest: typeof GuardRequest
beforeAll(async () => {
  stubWebEnv()
  ;({ guardRequest } = await import('#app/http/guard-request.server.ts'))
})

/** As it arrives behind a proxy: at an inner name. */
const build = (headers: Record<string, string>, method = 'POST', path = '/account') =>
  new Request(`http://10.0.0.5:3000${path}`, {
    method,
    headers: { host: '10.0.0.5:3000', ...headers },
    ...(method === 'GET' || method === 'HEAD' ? {} : { body: 'intent=cancel' }),
  })

describe('a request that would change something', () => {
  it.each([
    ['our own origin', { origin: siteUrl }],
    ['our own origin, from a page of ours', { origin: siteUrl, 'sec-fetch-site': 'same-origin' }],
    ['a browser that says only "same-origin"', { 'sec-fetch-site': 'same-origin' }],
  ])('is taken from %s', (_what, headers) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect(isForeignWrite(build(headers, method), siteUrl)).toBe(false)
  })

  it.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['a neighbour on our domain', { origin: 'https://blog.example.com', 'sec-fetch-site': 'same-site' }],
    ['our name without encryption', { origin: 'http://lessons.example.com' }],
    ['our name at another port', { origin: `${siteUrl}:8443` }],
    ['a name that begins like ours', { origin: `${siteUrl}.evil.example` }],
    ['a page that hides where it is', { origin: 'null' }],
    ['another site, by what the browser says beside the origin', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbour, said likewise', { 'sec-fetch-site': 'same-site' }],
    ['nobody knows where', {}],
    ['the name under which only the proxy knows us', { origin: 'http://10.0.0.5:3000' }],
  ])('is refused from %s', (_what, headers) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect(isForeignWrite(build(headers, method), siteUrl)).toBe(true)
  })

  it('is not what a link is: pages may be linked from everywhere', () => {
    for (const method of ['GET', 'HEAD'])
      expect(isForeignWrite(build({ origin: 'https://evil.example' }, method), siteUrl)).toBe(false)
  })

  it('is not let through by a slash at the end of SITE_URL, nor kept out by one', () => {
    expect(isForeignWrite(build({ origin: siteUrl }), `${siteUrl}/`)).toBe(false)
    expect(isForeignWrite(build({ origin: 'https://evil.example' }), `${siteUrl}/`)).toBe(true)
  })
})

describe('the guard', () => {
  beforeEach(() => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
  })

  it.each(['/account', '/account.data'])('answers %s with a page for people, which runs nothing', async (path) => {
    const answer = guardRequest(build({ origin: 'https://evil.example' }, 'POST', path))
    expect(answer).toBeInstanceOf(Response)
    expect((answer as Response).status).toBe(403)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    const text = await answer.text()
    expect(text).toContain('Nothing was changed and nothing was paid.')
    expect(text).toContain(`href="${siteUrl}/"`)
    expect(text).not.toMatch(/<script|<style|evil/)
  })

  it('writes down which page it was about, and nothing that was sent', () => {
    guardRequest(build({ origin: 'https://evil.example', cookie: 'session=secret' }, 'POST', '/account?code=secret'))
    expect(vi.mocked(console.warn).mock.calls.flat().join()).toBe(
      '{"level":"warn","event":"foreign_write_refused","path":"/account","from":"https://evil.example"}',
    )
  })

  it('lets a form of ours pass behind a proxy, whole, and Remix with it, which compares with the host', async () => {
    const passed = guardRequest(build({ origin: siteUrl, 'x-forwarded-host': 'evil.example' }))
    expect(passed).toBeInstanceOf(Request)
    expect(passed.headers.get('x-forwarded-host')).toBe('lessons.example.com')
    expect(await passed.text()).toBe('intent=cancel')
  })

  it('does not touch what only reads', () => {
    const request = build({}, 'GET')
    expect(guardRequest(request)).toBe(request)
  })
})
