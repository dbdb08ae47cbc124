import ts from 'typescript'

export type JsonSchema = { [keyword: string]: unknown }

/** What has been converted so far; every named type becomes one entry of `definitions`. */
export type Conversion = {
  checker: ts.TypeChecker
  /** Stripe objects that may stand in place of their id. Of the others we only ever send the id. */
  keptObjects: ReadonlySet<string>
  definitions: Record<string, JsonSchema>
  names: Map<ts.Type, string>
}

export function startConversion(checker: ts.TypeChecker, keptObjects: ReadonlySet<string>): Conversion {
  return { checker, keptObjects, definitions: {}, names: new Map() }
}

/** Turns one of the SDK's types into JSON Schema. */
export function convertType(conversion: Conversion, type: ts.Type): JsonSchema {
  const { checker } = conversion
  const simple = convertSimple(type)
  if (simple) return simple
  if (type.isUnion()) return convertUnion(conversion, type)
  if (checker.isArrayType(type)) {
    const [element] = checker.getTypeArguments(type as ts.TypeReference)
    return { type: 'array', items: element ? convertType(conversion, element) : {} }
  }
  // The SDK parses decimals into objects; on the wire they are strings.
  if (type.aliasSymbol?.name === 'Decimal') return { type: 'string' }
  if (type.symbol?.name === '__type') return convertObject(conversion, type)
  return { $ref: `#/$defs/${defineType(conversion, type)}` }
}

function convertSimple(type: ts.Type): JsonSchema | null {
  if (type.isLiteral()) return { const: type.value }
  if (type.flags & ts.TypeFlags.BooleanLiteral) {
    return { const: (type as { intrinsicName?: string }).intrinsicName === 'true' }
  }
  if (type.flags & ts.TypeFlags.String || isOpenString(type)) return { type: 'string' }
  if (type.flags & ts.TypeFlags.Number) return { type: 'number' }
  if (type.flags & ts.TypeFlags.Boolean) return { type: 'boolean' }
  if (type.flags & ts.TypeFlags.Null) return { type: 'null' }
  if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {}
  return null
}

function convertUnion(conversion: Conversion, type: ts.UnionType): JsonSchema {
  const parts = type.types.filter(
    (part) => !isAbsent(part) && !isOpenString(part) && !isForeignObject(conversion, part),
  )
  const words = parts.filter((part) => part.isStringLiteral()).map((part) => part.value)
  const branches: JsonSchema[] = []
  // String branches go first: coercion must not turn the metadata value "1" into a number.
  if (words.length > 0) branches.push({ type: 'string', enum: words.sort() })
  if (parts.some((part) => part.flags & ts.TypeFlags.BooleanLiteral)) branches.push({ type: 'boolean' })
  const rest = parts.filter((part) => !part.isStringLiteral() && !(part.flags & ts.TypeFlags.BooleanLiteral))
  branches.push(...rest.sort(byStringFirst).map((part) => convertType(conversion, part)))
  return branches.length === 1 ? branches[0]! : { anyOf: branches }
}

function convertObject(conversion: Conversion, type: ts.Type): JsonSchema {
  const properties: Record<string, JsonSchema> = {}
  const required: string[] = []
  for (const property of conversion.checker.getPropertiesOfType(type)) {
    const valueType = conversion.checker.getTypeOfSymbol(property)
    if (isNeverSent(conversion, valueType)) continue
    // Previous attributes are parts of parts, which the SDK's type of them does not say.
    const isPartial = property.name === 'previous_attributes'
    properties[property.name] = isPartial ? { type: 'object' } : convertType(conversion, valueType)
    if (!(property.flags & ts.SymbolFlags.Optional)) required.push(property.name)
  }
  const values = type.getStringIndexType()
  const additionalProperties = values ? convertType(conversion, values) : false
  return { type: 'object', properties, ...(required.length > 0 && { required }), additionalProperties }
}

/** Named before it is converted, because types refer to each other in circles. */
function defineType(conversion: Conversion, type: ts.Type): string {
  const { checker, definitions, names } = conversion
  const known = names.get(type)
  if (known) return known
  const name = freeName(describeType(checker, type), definitions)
  names.set(type, name)
  definitions[name] = {}
  definitions[name] = convertObject(conversion, type)
  return name
}

/** An object of another resource, or a list of such, that we never send whole. */
function isForeignObject(conversion: Conversion, type: ts.Type): boolean {
  const { checker, keptObjects } = conversion
  const marker = type.getProperty('object')
  if (!marker || !type.symbol || keptObjects.has(qualifyName(checker, type.symbol))) return false
  if (type.symbol.name !== 'ApiList') return checker.getTypeOfSymbol(marker).isStringLiteral()
  const elements = checker
    .getTypeArguments(type as ts.TypeReference)
    .flatMap((arg) => (arg.isUnion() ? arg.types : arg))
  return elements.every((element) => isForeignObject(conversion, element))
}

function isNeverSent(conversion: Conversion, type: ts.Type): boolean {
  const parts = (type.isUnion() ? type.types : [type]).filter((part) => !isAbsent(part))
  return parts.every((part) => isForeignObject(conversion, part))
}

const isAbsent = (type: ts.Type) =>
  Boolean(type.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void | ts.TypeFlags.Never))

/** `OtherString`: the SDK opens every enum with it, we close them again. */
const isOpenString = (type: ts.Type) =>
  type.isIntersection() && type.types.some((part) => part.flags & ts.TypeFlags.String)

const byStringFirst = (a: ts.Type, b: ts.Type) =>
  Number(Boolean(b.flags & ts.TypeFlags.String)) - Number(Boolean(a.flags & ts.TypeFlags.String))

function describeType(checker: ts.TypeChecker, type: ts.Type): string {
  const qualified = type.symbol ? qualifyName(checker, type.symbol) : 'anonymous'
  const args = checker.getTypeArguments(type as ts.TypeReference).map((arg) => arg.symbol?.name ?? 'value')
  return [qualified, ...args].join('_').replace(/[^\w.]/g, '_')
}

/**
 * `Session` of `resources/Checkout/Sessions` is `Checkout.Session`: two folders may declare the same name. What such a
 * file declares in a namespace of the folder's name already has it.
 */
export function qualifyName(checker: ts.TypeChecker, symbol: ts.Symbol): string {
  const full = checker.getFullyQualifiedName(symbol)
  const name = full.replace(/^".*"\./, '')
  const folder = /resources\/(\w+)\/\w+(\.d)?"\./.exec(full)?.[1]
  return folder === undefined || name.startsWith(`${folder}.`) ? name : `${folder}.${name}`
}

function freeName(wanted: string, taken: Record<string, unknown>): string {
  if (!(wanted in taken)) return wanted
  for (let count = 2; ; count += 1) if (!(`${wanted}_${count}` in taken)) return `${wanted}_${count}`
}
