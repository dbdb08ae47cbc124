import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createClient } from '@supabase/supabase-js'
import { afterAll, describe, expect, test } from 'vitest'
import { demoUser } from '../../local/create-demo-user.ts'
import { type Stack, startStack } from '../../local/start-stack.ts'
import { localKeys } from '../../local/supabase/local-keys.ts'
import { locateDataDirectory } from '../../local/supabase/postgres-data.ts'

const dataDir = path.resolve(import.meta.dirname, '../../.tandem/test', `stack-${process.pid}`)
const lines: string[] = []
const start = () => startStack({ dataDir, web: 'none', ports: 'free', log: (line) => lines.push(line) })
let stack: Stack | undefined

afterAll(async () => {
  await stack?.stop()
  for (const folder of [dataDir, locateDataDirectory(path.join(dataDir, 'postgres'))])
    rmSync(folder, { recursive: true, force: true })
})

async function signInAsDemo({ addresses }: Stack) {
  const client = createClient(addresses.api, localKeys.publishable, {
    auth: { persistSession: false, autoRefreshToken: false },
  })
  const { data, error } = await client.auth.signInWithPassword(demoUser)
  expect(error).toBeNull()
  return { client, id: data.user?.id }
}

async function reconcile({ addresses }: Stack, apikey: string) {
  const response = await fetch(`${addresses.api}/functions/v1/reconcile`, {
    method: 'POST',
    headers: { apikey },
    body: '{}',
  })
  return { status: response.status, body: await response.json() }
}

describe('the whole stack', () => {
  test('serves data, functions and both stores, and keeps everything over a restart', async () => {
    stack = await start()
    const first = await signInAsDemo(stack)
    const { data: plans } = await first.client.from('plans').select('id').order('rank')
    expect(plans).toEqual([{ id: 'standard' }, { id: 'premium' }])

    const answer = await first.client.functions.invoke('billing/subscribe', { body: { plan_id: 'unknown' } })
    expect(await answer.error?.context.json()).toMatchObject({ code: 'plan_not_found' })
    for (const store of [
      stack.addresses.stripe,
      stack.addresses.appStore,
      stack.addresses.phone,
      stack.addresses.mailbox,
    ]) {
      expect((await fetch(store)).status, store).toBe(200)
    }
    expect(await reconcile(stack, localKeys.publishable)).toMatchObject({ status: 401 })
    // Asks the App Store of this machine, with the key that the stack has made.
    expect(await reconcile(stack, localKeys.secret)).toMatchObject({ status: 200, body: { is_complete: true } })
    await stack.stop()
    await expect(fetch(stack.addresses.mailbox)).rejects.toThrow()

    stack = await start()
    expect((await signInAsDemo(stack)).id).toBe(first.id)
    await stack.stop()
  })

  test('is refused where another one runs', async () => {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(path.join(dataDir, 'running'), String(process.ppid))
    await expect(start()).rejects.toThrow(/already runs/)
    rmSync(path.join(dataDir, 'running'))
  })
})
