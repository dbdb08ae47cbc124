import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { createAdaptorServer } from '@hono/node-server'
import { buildSync } from 'esbuild'

/** The payment page on an origin of its own, with the simulator's stripe.js in its head. */
export async function servePaymentPage(simulatorOrigin: string, entry = 'payment-page.tsx') {
  const script = bundlePage(entry)
  const head = `<script src="${simulatorOrigin}/stripe.js"></script>`
  const server = createAdaptorServer({
    fetch(request: Request) {
      const { pathname } = new URL(request.url)
      if (pathname === '/page.js') return new Response(script, { headers: { 'content-type': 'text/javascript' } })
      if (pathname.startsWith('/blank')) return answerPage(head, '')
      return answerPage(head, '<script src="/page.js"></script>')
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function bundlePage(file: string): string {
  const entry = fileURLToPath(new URL(file, import.meta.url))
  const define = { 'process.env.NODE_ENV': '"production"' }
  const result = buildSync({ entryPoints: [entry], bundle: true, write: false, jsx: 'automatic', define })
  return result.outputFiles[0]?.text ?? ''
}

function answerPage(head: string, scripts: string): Response {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pay</title>
<meta name="viewport" content="width=device-width">${head}</head>
<body><main><h1>Pay</h1><div id="root"></div></main>${scripts}</body></html>`
  return new Response(html, { headers: { 'content-type': 'text/html' } })
}
