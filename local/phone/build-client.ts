import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** The app, and the page that a browser comes back to. */
export type Entry = 'main' | 'auth-callback'

const built = new Map<Entry, Promise<string>>()

/** Each as one script, made when it is first asked for and kept. */
export function buildClient(entry: Entry): Promise<string> {
  const script = built.get(entry) ?? bundle(entry)
  built.set(entry, script)
  script.catch(() => built.delete(entry))
  return script
}

async function bundle(entry: Entry): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL(`client/${entry}.ts`, import.meta.url))],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2023',
    sourcemap: 'inline',
    logLevel: 'silent',
  })
  return result.outputFiles[0]?.text ?? ''
}
