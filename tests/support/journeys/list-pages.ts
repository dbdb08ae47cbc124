import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'

const routes = path.resolve(import.meta.dirname, '../../../app/routes')
const examples: Record<string, string> = { $plan: 'premium', $slug: 'the-first-ride', $extra: 'workshop', $: 'nowhere' }

/** The address of every page that app/routes has, so that a new one is visited without being named here. */
export function listPages(): string[] {
  const files = globSync('*.tsx', { cwd: routes })
  const pages = files.filter((file) =>
    /^export (default|\{ default)/m.test(readFileSync(path.join(routes, file), 'utf8')),
  )
  return pages.map(toAddress).sort()
}

/** `account_.cards_.add.tsx` → `/account/cards/add`; https://remix.run/docs/en/main/file-conventions/routes. */
function toAddress(file: string): string {
  const parts = file.replace(/\.tsx$/, '').split('.')
  const shown = parts.filter((part) => !part.startsWith('_') && !part.startsWith('('))
  return `/${shown.map((part) => toExample(part.replace(/_$/, ''), file)).join('/')}`
}

function toExample(part: string, file: string): string {
  if (!part.startsWith('$')) return part
  const example = examples[part]
  if (!example) throw new Error(`${file}: say in list-pages.ts what ${part} may be.`)
  return example
}
