import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const page = readFileSync(path.join(root, 'docs/what-is-tested.md'), 'utf8')
const rows = page
  .split('\n')
  .filter((line) => /^\|(?!\s*(-|what must work))/.test(line))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
const named = [...page.matchAll(/`(tests\/[\w./-]+)` “([^”]+)”/g)].map(([, file = '', name = '']) => [file, name])

/** Without the escapes and the breaks of a long string. */
const readPlain = (file: string) => readFileSync(path.join(root, file), 'utf8').replaceAll("\\'", "'")

describe('docs/what-is-tested.md', () => {
  it.each(named)('names a test that is there: %s “%s”', (file, name) => {
    expect(existsSync(path.join(root, file)), file).toBe(true)
    expect(readPlain(file)).toContain(name)
  })

  it('shows each row by a test, or says why there is none', () => {
    expect(rows.length).toBeGreaterThan(60)
    const bare = rows.filter((cells) => cells.length !== 2 || !/`tests\/|^– .{10}/.test(cells[1] ?? ''))
    expect(bare).toEqual([])
  })
})
