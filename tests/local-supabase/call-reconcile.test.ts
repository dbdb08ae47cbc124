import { expect, onTestFinished, test } from 'vitest'
import { startCallingReconcile } from '../../local/call-reconcile.ts'
import { localKeys } from '../../local/supabase/local-keys.ts'
import { serveFetch } from '../support/serve-fetch.ts'

/** Calls a function that answers so until the given number of calls has come. */
async function callUntil(count: number, answer: () => Response) {
  const requests: Request[] = []
  const lines: string[] = []
  let onEnough = () => {}
  const enough = new Promise<void>((resolve) => {
    onEnough = resolve
  })
  const api = await serveFetch((request) => {
    requests.push(request)
    if (requests.length >= count) onEnough()
    return answer()
  })
  const calls = startCallingReconcile({ apiUrl: api.url, everySeconds: 0.01, log: (line) => lines.push(line) })
  onTestFinished(async () => {
    await calls.stop()
    await api.close()
  })
  await enough
  return { requests, lines, stop: () => calls.stop() }
}

test('the local stack calls reconcile with the secret key, again and again', async () => {
  const { requests, lines, stop } = await callUntil(3, () => Response.json({ is_complete: true }))
  await stop()
  const [first] = requests
  expect(first?.method).toBe('POST')
  expect(new URL(first?.url ?? '').pathname).toBe('/functions/v1/reconcile')
  expect(first?.headers.get('apikey')).toBe(localKeys.secret)
  expect(lines).toEqual([])
})

test('a failure is said and the next call comes all the same', async () => {
  const { lines, stop } = await callUntil(3, () => new Response('{"code":"internal"}', { status: 500 }))
  await stop()
  expect(lines).toContain('[reconcile] 500 {"code":"internal"}')
})

test('nobody calls after the stack has stopped, and a call on its way does not hold it up', async () => {
  const { requests, lines, stop } = await callUntil(1, () => new Response(new ReadableStream()))
  await stop()
  expect(requests).toHaveLength(1)
  expect(lines).toEqual([])
})
