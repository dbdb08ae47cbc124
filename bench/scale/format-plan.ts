import { listNodes, type PlanNode, type RunStatement } from './plan.ts'

/** The plans of an operation's statements for people: each statement once, with how often it was run. */
export function formatPlans(statements: RunStatement[]): string {
  // What reads nothing (a lock, an expression) is left out.
  const reading = statements.filter(({ plan }) => listNodes(plan).length > 1 || plan['Relation Name'])
  const byText = Map.groupBy(reading.length > 0 ? reading : statements, ({ text }) => text)
  // The outermost statement ends last and shall be read first.
  return [...byText.values()]
    .reverse()
    .map((same) => {
      const times = same.length > 1 ? ` -- ${same.length} times` : ''
      return `${shorten(same[0]?.text ?? '')}${times}\n${formatNode(same[0]?.plan as PlanNode, 1)}`
    })
    .join('\n\n')
}

function shorten(text: string): string {
  const line = text
    .replace(/\s+/g, ' ')
    .replace(/'\{.*?\}'::jsonb/g, "'{…}'")
    .trim()
  return line.length > 110 ? `${line.slice(0, 109)}…` : line
}

function formatNode(node: PlanNode, depth: number): string {
  const indent = '  '.repeat(depth)
  const name = node['Subplan Name'] ? `${node['Subplan Name']}: ` : ''
  const target = [
    node['Index Name'] && `using ${node['Index Name']}`,
    node['Relation Name'] && `on ${node.Schema}.${node['Relation Name']}`,
    node['Function Name'] && `of ${node['Function Name']}`,
  ]
  const blocks = (node['Shared Hit Blocks'] ?? 0) + (node['Shared Read Blocks'] ?? 0)
  const cost = `rows=${node['Actual Rows']} loops=${node['Actual Loops']} buffers=${blocks}`
  const head = `${indent}${name}${[node['Node Type'], ...target].filter(Boolean).join(' ')} (${cost})`
  const conditions = (['Index Cond', 'Recheck Cond', 'One-Time Filter', 'Filter'] as const)
    .filter((kind) => node[kind])
    .map((kind) => `${indent}  ${kind}: ${node[kind]?.replace(/'\(.{80,}?\)'::/g, "'(…)'::")}`)
  return [head, ...conditions, ...(node.Plans ?? []).map((child) => formatNode(child, depth + 1))].join('\n')
}
