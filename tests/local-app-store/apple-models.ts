import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import ts from 'typescript'

const folder = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@apple/app-store-server-library')),
  'models',
)

type Shape = { fields: Map<string, ts.TypeNode> } | { values: Set<string | number> }

const shapes = new Map<string, Shape>()

/**
 * What is wrong with a value by the models that Apple's library publishes: a field that they do not have, a value of
 * another type, a word that is not in an enum. Stricter than the library's own validators, which let anything unknown pass.
 */
export function findModelFaults(model: string, value: unknown, at = model): string[] {
  const shape = readShape(model)
  if ('values' in shape) {
    return shape.values.has(value as string) ? [] : [`${at}: ${JSON.stringify(value)} is no ${model}`]
  }
  if (typeof value !== 'object' || value === null) return [`${at}: not an object`]
  return Object.entries(value).flatMap(([name, field]) => {
    const type = shape.fields.get(name)
    if (!type) return [`${at}.${name}: Apple's model has no such field`]
    return findTypeFaults(type, field, `${at}.${name}`)
  })
}

function findTypeFaults(type: ts.TypeNode, value: unknown, at: string): string[] {
  if (ts.isUnionTypeNode(type)) {
    // "Environment | string": the enum is what Apple lists, the rest is only there so that a new word breaks nobody.
    const [first] = type.types.filter(ts.isTypeReferenceNode)
    return findTypeFaults(first ?? (type.types[0] as ts.TypeNode), value, at)
  }
  if (ts.isArrayTypeNode(type)) {
    if (!Array.isArray(value)) return [`${at}: not an array`]
    return value.flatMap((item, index) => findTypeFaults(type.elementType, item, `${at}[${index}]`))
  }
  if (ts.isTypeReferenceNode(type)) return findModelFaults(type.typeName.getText(), value, at)
  const expected = type.getText()
  return typeof value === expected ? [] : [`${at}: ${typeof value} instead of ${expected}`]
}

function readShape(model: string): Shape {
  const known = shapes.get(model)
  if (known) return known
  const shape = parseShape(model)
  shapes.set(model, shape)
  return shape
}

function parseShape(model: string): Shape {
  const file = path.join(folder, `${model}.d.ts`)
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true)
  for (const statement of source.statements) {
    if (ts.isInterfaceDeclaration(statement) && statement.name.text === model) return readFields(statement)
    if (ts.isEnumDeclaration(statement) && statement.name.text === model) return readValues(statement)
  }
  throw new Error(`Apple's library has no model ${model}`)
}

function readFields(declaration: ts.InterfaceDeclaration): Shape {
  const members = declaration.members.filter(ts.isPropertySignature)
  return { fields: new Map(members.map(({ name, type }) => [name.getText(), type as ts.TypeNode])) }
}

function readValues(declaration: ts.EnumDeclaration): Shape {
  return { values: new Set(declaration.members.map(({ initializer }) => JSON.parse(initializer?.getText() ?? 'null'))) }
}
