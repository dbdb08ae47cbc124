import { beforeAll, describe, expect, it } from 'vitest'
import { createParser, parse, parseSwiftFiles, type SwiftFile, walk } from './swift-parser.ts'

let files: SwiftFile[] = []
beforeAll(async () => {
  files = await parseSwiftFiles()
})

describe('the iOS kit', () => {
  it('is Swift as far as a grammar can tell', () => {
    expect(files.length).toBeGreaterThan(50)
    const mistakes = files.flatMap(({ name, root }) =>
      [...walk(root)]
        .filter((node) => node.isError || node.isMissing)
        .map(({ startPosition, text }) => `${name}:${startPosition.row + 1} ${text.slice(0, 60)}`),
    )
    expect(mistakes).toEqual([])
  })

  it('would not pass with a brace too few, a keyword too many or a broken string', async () => {
    const parser = await createParser()
    const good = 'struct A {\n  func b() async throws -> Int { 1 }\n}\n'
    expect(parse(parser, good).hasError).toBe(false)
    for (const bad of [good.slice(0, -2), good.replace('func', 'func func'), good.replace('1', '"1')]) {
      expect(parse(parser, bad).hasError).toBe(true)
    }
  })
})
