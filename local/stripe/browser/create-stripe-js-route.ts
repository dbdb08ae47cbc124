import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'
import { Hono } from 'hono'

const entry = fileURLToPath(new URL('./client/main.ts', import.meta.url))

/** `GET /stripe.js`: the stand-in for Stripe's own script. Bundled when it is first asked for. */
export function createStripeJsRoute(): Hono {
  const route = new Hono()
  let script: string | null = null
  route.get('/stripe.js', (c) => {
    script ??= bundle()
    return c.body(script, 200, { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' })
  })
  return route
}

function bundle(): string {
  const result = buildSync({
    entryPoints: [entry],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    write: false,
  })
  return result.outputFiles[0]?.text ?? ''
}
