import { SignJWT } from 'jose'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createRequireUser } from '../../supabase/functions/_shared/http/require-user.ts'

const requireUser = createRequireUser({ url: 'http://auth.test', publishableKey: 'sb_publishable_x' })
const user = { id: '8a1b0f5e-0000-4000-8000-00000000000a', aud: 'authenticated', email: 'ana@example.com' }

async function buildRequest(): Promise<Request> {
  const token = await new SignJWT({ sub: user.id, role: 'authenticated', email: user.email })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode('a secret of at least thirty-two characters'))
  return new Request('http://functions.test', { headers: { authorization: `Bearer ${token}` } })
}

/** Auth answers one after the other; the last answer stays. */
function stubAuth(...answers: (() => Response)[]) {
  const asked = vi.fn(async () => (answers.length > 1 ? answers.shift() : answers[0])?.())
  vi.stubGlobal('fetch', asked)
  return asked
}
const noAnswer = () => {
  throw new TypeError('connection closed before message completed')
}
const json = (status: number, body: object) => () => Response.json(body, { status })
const good = json(200, user)

afterEach(() => vi.unstubAllGlobals())

describe('who is signed in', () => {
  it('is what Auth says of the token', async () => {
    stubAuth(good)
    expect(await requireUser(await buildRequest())).toEqual({ id: user.id, email: user.email })
  })

  it.each([
    ['closes a connection that was kept open', noAnswer],
    ['has a problem for a moment', json(503, { message: 'x' })],
  ])('is asked a second time when Auth %s', async (_name, answer) => {
    const asked = stubAuth(answer, good)
    expect(await requireUser(await buildRequest())).toMatchObject({ id: user.id })
    expect(asked).toHaveBeenCalledTimes(2)
  })

  it.each([
    ['does not answer', noAnswer],
    ['has a problem', json(500, { message: 'x' })],
  ])('is not said to be nobody while Auth %s', async (_name, answer) => {
    stubAuth(answer)
    await expect(requireUser(await buildRequest())).rejects.toMatchObject({ code: 'internal' })
  })

  it('is nobody when Auth refuses the token, without a second question', async () => {
    const asked = stubAuth(json(403, { code: 'session_not_found', message: 'x' }))
    await expect(requireUser(await buildRequest())).rejects.toMatchObject({ code: 'unauthenticated' })
    expect(asked).toHaveBeenCalledTimes(1)
  })

  it('is nobody without a token', async () => {
    await expect(requireUser(new Request('http://functions.test'))).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})
