import type { Node } from 'web-tree-sitter'
import { childOfType, ofType, type SwiftFile } from './swift-parser.ts'

/** A call on the Supabase client as it stands in the Swift sources. `request` is null for `auth`, whose paths supabase-swift knows. */
export type KitRequest = { file: string; call: string; request: string | null; bodyKeys: string[] }

type Argument = { label: string | null; value: Node }
type Step = { name: string; args: Argument[] | null }

/** Every chain that begins with `client`: `client.from("plans").select().order("rank")`. */
export function findRequests(files: SwiftFile[]): KitRequest[] {
  return files.flatMap(({ name, root }) =>
    ofType(root, 'call_expression')
      .filter((node) => !isInsideChain(node))
      .map((node) => ({ node, steps: toSteps(node) }))
      .filter(({ steps }) => steps[0]?.name === 'client' && isAsking(steps))
      .map(({ node, steps }) => ({ file: name, ...toRequest(steps.slice(1), node, files) })),
  )
}

function isInsideChain(node: Node): boolean {
  return node.parent?.type === 'navigation_expression' && node.parent.parent?.type === 'call_expression'
}

/** `client.auth.currentUser` is read from the device. */
function isAsking([, first, second]: Step[]): boolean {
  return Boolean(first?.args ?? second?.args)
}

function toSteps(node: Node): Step[] {
  if (node.type === 'call_expression') {
    const [target, suffix] = node.namedChildren
    const steps = target ? toSteps(target) : []
    const last = steps.at(-1)
    return last ? [...steps.slice(0, -1), { ...last, args: toArguments(suffix ?? null) }] : []
  }
  if (node.type === 'navigation_expression') {
    const [target, suffix] = node.namedChildren
    const name = suffix?.namedChildren[0]?.text
    return target && name ? [...toSteps(target), { name, args: null }] : []
  }
  if (node.type === 'await_expression' || node.type === 'try_expression') {
    const inner = node.namedChildren.at(-1)
    return inner ? toSteps(inner) : []
  }
  return node.type === 'simple_identifier' ? [{ name: node.text, args: null }] : []
}

function toArguments(suffix: Node | null): Argument[] {
  return (childOfType(suffix, 'value_arguments')?.namedChildren ?? [])
    .filter((one) => one?.type === 'value_argument')
    .map((one) => {
      const label = childOfType(one, 'value_argument_label')?.text ?? null
      const value = one?.children.at(-1)
      if (!value) throw new Error(`An argument without a value: ${one?.text}`)
      return { label, value }
    })
}

function toRequest(steps: Step[], node: Node, files: SwiftFile[]): Omit<KitRequest, 'file'> {
  const [first, second] = steps
  const rest = { call: steps.map(describe).join('.'), bodyKeys: [] as string[] }
  if (first?.name === 'auth' && second) return { ...rest, call: `auth.${describe(second)}`, request: null }
  if (first?.name === 'from') return { ...rest, request: `GET /rest/v1/${toQuery(steps)}` }
  if (first?.name === 'rpc') {
    const params = first.args?.find(({ label }) => label === 'params')?.value
    const bodyKeys = params ? literalKeys(params) : []
    return { ...rest, request: `POST /rest/v1/rpc/${literal(first.args?.[0])}`, bodyKeys }
  }
  if (first?.name === 'functions' && second?.name === 'invoke') {
    return {
      ...rest,
      request: `POST /functions/v1/${literal(second.args?.[0])}`,
      bodyKeys: bodyKeysOf(second, node, files),
    }
  }
  throw new Error(`A kind of request that this test does not know: ${node.text}`)
}

/** As the table writes it: labels, and the value where it is a case of an enum. */
function describe({ name, args }: Step): string {
  const words = args?.map(
    ({ label, value }) => `${label ?? '_'}:${value.text.startsWith('.') ? ` ${value.text}, ` : ''}`,
  )
  return words ? `${name}(${words.join('').replace(/, $/, '')})` : name
}

function toQuery(steps: Step[]): string {
  const [table = '', ...filters] = steps.map(({ name, args }) => {
    if (name === 'from') return literal(args?.[0])
    if (name === 'select') return 'select=*'
    if (name === 'order') return `order=${literal(args?.[0])}.asc.nullslast`
    if (name === 'eq') return `${literal(args?.[0])}=eq.${literal(args?.[1])}`
    throw new Error(`A step that this test does not know: ${name}`)
  })
  return `${table}?${filters.join('&')}`
}

function literal(argument: Argument | undefined): string {
  const text = childOfType(argument?.value ?? null, 'line_str_text')?.text
  if (text === undefined) throw new Error(`Not written out: ${argument?.value.text}`)
  return text
}

function literalKeys(dictionary: Node): string[] {
  const keys = dictionary.childrenForFieldName('key')
  return keys.map((key) => childOfType(key ?? null, 'line_str_text')?.text ?? `not written out: ${key?.text}`)
}

/** `.init(body: body)`: the keys of the struct that the enclosing function takes as `body`. */
function bodyKeysOf(invoke: Step, node: Node, files: SwiftFile[]): string[] {
  const options = invoke.args?.find(({ label }) => label === 'options')?.value
  if (options?.text !== '.init(body: body)') throw new Error(`Not the usual options: ${options?.text}`)
  let scope: Node | null = node
  while (scope && scope.type !== 'function_declaration') scope = scope.parent
  const parameter = scope && ofType(scope, 'parameter').find((one) => / ?\bbody: /.test(one.text))
  const type = parameter && ofType(parameter, 'type_identifier')[0]?.text
  return codingKeysOf(type ?? 'nothing', files)
}

/** The JSON names of a struct: raw values of its CodingKeys, or the case names. */
export function codingKeysOf(struct: string, files: SwiftFile[]): string[] {
  const declaration = files
    .flatMap(({ root }) => ofType(root, 'class_declaration'))
    .find((node) => node.childForFieldName('name')?.text === struct)
  if (!declaration) throw new Error(`There is no ${struct}.`)
  const keys = ofType(declaration, 'class_declaration').find(
    (node) => node.childForFieldName('name')?.text === 'CodingKeys',
  )
  if (!keys)
    return ofType(declaration, 'property_declaration').flatMap((node) => node.childForFieldName('name')?.text ?? [])
  return ofType(keys, 'enum_entry').flatMap(({ namedChildren }) => {
    const raw = namedChildren.find((child) => child?.type === 'line_string_literal')
    const names = namedChildren.filter((child) => child?.type === 'simple_identifier').map((child) => child?.text ?? '')
    return raw ? [childOfType(raw, 'line_str_text')?.text ?? ''] : names
  })
}
