import type { IncomingMessage } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { guardDevServer } from '../../scripts/guard-dev-server.ts'

type Handle = (request: IncomingMessage, response: object, next: (error?: unknown) => void) => void

/** Vite's server with nothing but the plugin, which takes what it is asked or answers it. */
function start(guardRequest: (request: Request) => Request | Response) {
  let handle: Handle = () => {}
  const server = {
    middlewares: { use: (given: Handle) => (handle = given) },
    ssrLoadModule: async () => ({ guardRequest }),
  }
  const { configureServer } = guardDevServer() as { configureServer: (server: object) => void }
  configureServer(server)
  return (method: string, headers: Record<string, string> = {}) =>
    new Promise<{ headers: IncomingMessage['headers']; status: number | null }>((resolve) => {
      const request = { method, url: '/account', headers, socket: { remoteAddress: '127.0.0.1' } }
      const answer = (status: number | null) => resolve({ headers: request.headers, status })
      const response = { writeHead: (status: number) => ({ end: () => answer(status) }) }
      handle(request as unknown as IncomingMessage, response, () => answer(null))
    })
}

afterEach(() => vi.unstubAllEnvs())

describe('the development server', () => {
  it('stands behind the same guard as the built one', async () => {
    vi.stubEnv('TRUSTED_PROXY_HEADER', '')
    const ask = start((request) => {
      if (request.headers.get('origin') === 'https://evil.example') return new Response('no', { status: 403 })
      return new Request(request, { headers: { 'x-forwarded-host': 'localhost:3000' } })
    })
    expect((await ask('POST', { origin: 'https://evil.example' })).status).toBe(403)
    const passed = await ask('POST', { origin: 'http://localhost:3000' })
    expect(passed).toMatchObject({ status: null, headers: { 'x-forwarded-host': 'localhost:3000' } })
  })

  it('says whose a request is, and believes no visitor about it', async () => {
    vi.stubEnv('TRUSTED_PROXY_HEADER', '')
    const ask = start((request) => request)
    expect(process.env.TRUSTED_PROXY_HEADER).toBe('x-visitor-address')
    expect((await ask('GET', { 'x-visitor-address': '203.0.113.7' })).headers['x-visitor-address']).toBe('127.0.0.1')
  })
})
