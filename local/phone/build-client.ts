import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const ENTRY = fileURLToPath(new URL('client/main.ts', import.meta.url))
let built: Promise<string> | null = null

/** The app as one script, made when it is first asked for and kept. */
export function buildClient(): Promise<string> {
  built ??= bundle().catch((error: unknown) => {
    built = null
    throw error
  })
  return built
}

async function bundle(): Promise<string> {
  const result = await build({
    entryPoints: [ENTRY],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    sourcemap: 'inline',
    logLevel: 'silent',
  })
  return result.outputFiles[0]?.text ?? ''
}
