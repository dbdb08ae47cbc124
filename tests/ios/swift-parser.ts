import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { Language, type Node, Parser } from 'web-tree-sitter'

export const IOS = path.resolve(import.meta.dirname, '../../ios')
export type SwiftFile = { name: string; text: string; root: Node }

/** Every Swift file below ios/, parsed. */
export async function parseSwiftFiles(pattern = '**/*.swift'): Promise<SwiftFile[]> {
  const parser = await createParser()
  const names = globSync(pattern, { cwd: IOS, exclude: (name) => name === '.build' }).map((name) =>
    name.replaceAll('\\', '/'),
  )
  return names.sort().map((name) => {
    const text = readFileSync(path.join(IOS, name), 'utf8')
    return { name, text, root: parse(parser, text) }
  })
}

export async function createParser(): Promise<Parser> {
  await Parser.init()
  const grammar = createRequire(import.meta.url).resolve('@repomix/tree-sitter-wasms/out/tree-sitter-swift.wasm')
  const parser = new Parser()
  parser.setLanguage(await Language.load(readFileSync(grammar)))
  return parser
}

export function parse(parser: Parser, text: string): Node {
  const tree = parser.parse(hideWhatTheGrammarLacks(text))
  if (!tree) throw new Error('The parser gave up.')
  return tree.rootNode
}

/** Neither conditional compilation nor macros are in this grammar: their lines and their `#` become blanks. */
function hideWhatTheGrammarLacks(text: string): string {
  return text
    .replace(/^[ \t]*#(?:if|elseif|else|endif)\b.*$/gm, (line) => ' '.repeat(line.length))
    .replace(/#(?=(?:expect|require)\()/g, ' ')
}

export function* walk(node: Node): Generator<Node> {
  yield node
  for (const child of node.children) if (child) yield* walk(child)
}

export function ofType(node: Node, type: string): Node[] {
  return [...walk(node)].filter((one) => one.type === type)
}

export function childOfType(node: Node | null, type: string): Node | null {
  return node?.children.find((child) => child?.type === type) ?? null
}
