// Writes local/stripe/schema/stripe-schema.gen.json: what Stripe takes and gives, out of the pinned SDK's own types.
// Run it after changing the pinned `stripe` or the list of roots: node scripts/generate-stripe-schema.ts
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Stripe from 'stripe'
import ts from 'typescript'
import { convertType, type JsonSchema, qualifyName, startConversion } from '../local/stripe/schema/convert-type.ts'
import { eventRoot, eventTypes, objectRoots, paramsRoots } from '../local/stripe/schema/schema-roots.ts'

export const schemaFile = fileURLToPath(new URL('../local/stripe/schema/stripe-schema.gen.json', import.meta.url))

export function generateStripeSchema(): JsonSchema {
  const resources = join(dirname(createRequire(import.meta.url).resolve('stripe')), '../esm/resources')
  const wanted = rootsByFile()
  const program = ts.createProgram(
    [...wanted.keys()].map((file) => join(resources, `${file}.d.ts`)),
    { strict: true, skipLibCheck: true, module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, types: [] },
  )
  const checker = program.getTypeChecker()
  const kept = new Set<string>([...Object.values(objectRoots).flat()])
  const conversion = startConversion(checker, kept)
  for (const [file, roots] of wanted) {
    const source = program.getSourceFile(join(resources, `${file}.d.ts`))
    const module = source && checker.getSymbolAtLocation(source)
    if (!module) throw new Error(`stripe declares no ${file}`)
    const declared = collectDeclared(checker, module)
    for (const root of roots) {
      const symbol = declared.get(root)
      if (!symbol) throw new Error(`stripe ${file} declares no ${root}`)
      convertType(conversion, checker.getDeclaredTypeOfSymbol(symbol))
    }
  }
  return describeSchema(conversion.definitions)
}

/** By qualified name; the parameters of a resource in a folder are declared in a namespace of the file. */
function collectDeclared(checker: ts.TypeChecker, module: ts.Symbol): Map<string, ts.Symbol> {
  const top = checker.getExportsOfModule(module)
  const nested = top.filter((symbol) => symbol.flags & ts.SymbolFlags.Namespace).flatMap(checker.getExportsOfModule)
  return new Map([...nested, ...top].map((symbol) => [qualifyName(checker, symbol), symbol]))
}

function rootsByFile(): Map<string, string[]> {
  const files = new Map<string, string[]>()
  const roots = [...Object.entries(objectRoots), ...Object.entries(paramsRoots), ['Events', eventTypes.map(eventRoot)]]
  for (const [file, names] of roots as [string, string[]][]) files.set(file, [...(files.get(file) ?? []), ...names])
  return files
}

function describeSchema(definitions: Record<string, JsonSchema>): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'stripe',
    $comment: `stripe ${Stripe.PACKAGE_VERSION}, API ${Stripe.API_VERSION}; made by scripts/generate-stripe-schema.ts`,
    $defs: Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

if (import.meta.main) {
  const text = `${JSON.stringify(generateStripeSchema())}\n`
  writeFileSync(schemaFile, text)
  console.log(`${schemaFile}: ${Math.round(text.length / 1024)} KB`)
}
