import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const complete = {
  STRIPE_SECRET_KEY: 'sk_local',
  SUPABASE_URL: 'http://127.0.0.1:1',
  SUPABASE_PUBLISHABLE_KEY: 'publishable',
  SITE_URL: 'https://tandem.example.com',
}

function run(script: string, env: Record<string, string>, ...args: string[]) {
  const bare = { PATH: process.env.PATH, ...env } as unknown as NodeJS.ProcessEnv
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'scripts', script), ...args], {
    cwd: root,
    env: bare,
    encoding: 'utf8',
  })
  return { status, text: stdout + stderr }
}

describe('npm run stripe:setup', () => {
  it('names every variable that is missing and where to get it', () => {
    const { status, text } = run('stripe-setup.ts', {})
    expect(status).toBe(2)
    for (const name of Object.keys(complete)) expect(text).toMatch(new RegExp(`^${name} is missing: .+\\.$`, 'm'))
  })

  it('changes the live account only when told so', () => {
    const env = { ...complete, STRIPE_SECRET_KEY: ['sk', 'live', 'x'].join('_') }
    expect(run('stripe-setup.ts', env)).toMatchObject({ status: 2, text: expect.stringContaining('-- --live') })
  })

  it('sends the key to no other host than Stripe’s or this machine’s', () => {
    const env = { ...complete, STRIPE_API_URL: 'http://stripe.example.com' }
    expect(run('stripe-setup.ts', env)).toMatchObject({ status: 2, text: expect.stringContaining('STRIPE_API_URL') })
  })
})

describe('npm run test:stripe-sandbox', () => {
  it.each([
    ['without a key', {}, 'STRIPE_SECRET_KEY is missing'],
    ['with a key of the live account', { STRIPE_SECRET_KEY: ['rk', 'live', 'x'].join('_') }, 'need a sandbox'],
  ])('%s says what it needs and runs nothing', (_name, env, sentence) => {
    const result = run('test-stripe-sandbox.ts', env as Record<string, string>)
    expect(result).toMatchObject({ status: 2, text: expect.stringContaining(sentence) })
  })
})
