import { readFile } from 'node:fs/promises'

/** In the order in which they build on each other. */
const SHEETS = [
  'tokens',
  'device',
  'screen',
  'lists',
  'controls',
  'sheet',
  'home',
  'subscribe',
  'lesson',
  'choices',
  'sign-in',
  'motion',
]

export async function readStyles(): Promise<string> {
  const texts = SHEETS.map((name) => readFile(new URL(`styles/${name}.css`, import.meta.url), 'utf8'))
  return (await Promise.all(texts)).join('\n')
}
