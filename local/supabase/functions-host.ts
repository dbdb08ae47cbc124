// Runs under Deno 2.1.4, the version of hosted functions: one process that serves every folder of supabase/functions as the
// platform does. Started by start-functions.ts; `deno check` owns this file, because only it and the functions use `Deno`.
import { refuseToken } from './refuse-token.ts'

type Handler = (request: Request, info?: unknown) => Response | Promise<Response>
type Module = { default?: Handler | { fetch?: Handler } }
type Settings = {
  port: number
  jwtSecret: string
  supabaseDir: string
  functions: Record<string, { enabled: boolean; verify_jwt: boolean; entrypoint?: string }>
}

const settings: Settings = JSON.parse(Deno.args[0] ?? '{}')
const serveForReal = Deno.serve.bind(Deno)
const loaded = new Map<string, Promise<Handler>>()
const background = new Set<Promise<unknown>>()
let captured: Handler | undefined
let queue: Promise<unknown> = Promise.resolve()

// A function calls Deno.serve when it is imported: keep its handler instead of opening a port.
Object.defineProperty(Deno, 'serve', {
  value: (first: unknown, second: unknown) => {
    const options = first as { handler?: Handler; fetch?: Handler }
    captured = [first, second, options?.handler, options?.fetch].find((part) => typeof part === 'function') as Handler
    return { finished: new Promise(() => {}), shutdown: () => Promise.resolve(), ref() {}, unref() {} }
  },
})

Object.defineProperty(globalThis, 'EdgeRuntime', {
  value: {
    waitUntil(work: Promise<unknown>) {
      const watched = work
        .catch((error) => console.error('Background work failed:', error))
        .finally(() => background.delete(watched))
      background.add(watched)
      return work
    },
  },
})

// On the platform each function is its own worker: a stray rejection of one must not end the others here.
addEventListener('unhandledrejection', (event) => {
  event.preventDefault()
  console.error('A promise was rejected and nobody handled it:', event.reason)
})

serveForReal(
  { port: settings.port, hostname: '127.0.0.1', onListen: () => console.log('functions ready') },
  async (request, info) => {
    const url = new URL(request.url)
    const [, name = '', rest = ''] = /^\/functions\/v1\/([A-Za-z][A-Za-z0-9_-]*)(\/.*)?$/.exec(url.pathname) ?? []
    const config = settings.functions[name] ?? { enabled: true, verify_jwt: true }
    const entrypoint = await locate(name, config.entrypoint)
    if (!config.enabled || !entrypoint) return refuse(404, 'NOT_FOUND', 'Requested function was not found')
    if (config.verify_jwt && request.method !== 'OPTIONS') {
      const fault = await refuseToken(request.headers.get('authorization'), settings.jwtSecret)
      if (fault) return refuse(401, fault.code, fault.message)
    }
    const handler = await load(name, entrypoint).catch((error) => {
      console.error(`${name} could not start:`, error)
      return null
    })
    if (!handler) return refuse(503, 'BOOT_ERROR', 'Function failed to start (please check logs)')
    url.pathname = `/${name}${rest}`
    return call(name, handler, new Request(url, request), info)
  },
)

async function call(name: string, handler: Handler, request: Request, info: unknown): Promise<Response> {
  try {
    return await handler(request, info)
  } catch (error) {
    console.error(`${name} failed:`, error)
    return refuse(500, 'WORKER_ERROR', 'Function exited due to an error (please check logs)')
  }
}

/** The file of a function, or null: folders that begin with an underscore hold shared code. */
async function locate(name: string, entrypoint = `./functions/${name}/index.ts`): Promise<URL | null> {
  if (!name) return null
  const file = new URL(entrypoint, `file://${settings.supabaseDir}/`)
  const found = await Deno.stat(file).catch(() => null)
  return found?.isFile ? file : null
}

/** Imports one function at a time, since `captured` belongs to the one that is being imported. */
function load(name: string, entrypoint: URL): Promise<Handler> {
  const known = loaded.get(name)
  if (known) return known
  const loading = queue.then(async () => {
    captured = undefined
    const module: Module = await import(entrypoint.href)
    const own = typeof module.default === 'function' ? module.default : module.default?.fetch?.bind(module.default)
    const handler = captured ?? own
    if (!handler) throw new Error('it neither calls Deno.serve nor exports { fetch }.')
    return handler
  })
  queue = loading.catch(() => loaded.delete(name))
  loaded.set(name, loading)
  return loading
}

function refuse(status: number, code: string, message: string): Response {
  const headers = {
    'sb-error-code': code,
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'sb-error-code',
  }
  return Response.json({ code, message }, { status, headers })
}

/** Ends after the work that functions promised to finish: on a signal, and when the process that started us is gone. */
async function endWhenAsked(): Promise<void> {
  const asked = new Promise<void>((resolve) => {
    if (Deno.build.os !== 'windows') Deno.addSignalListener('SIGTERM', resolve)
    Deno.stdin.readable.pipeTo(new WritableStream()).finally(resolve)
  })
  await asked
  await Promise.race([Promise.allSettled(background), new Promise((resolve) => setTimeout(resolve, 3000))])
  Deno.exit(0)
}
endWhenAsked()
