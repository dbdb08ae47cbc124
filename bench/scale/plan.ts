/** What Postgres says of one step of a plan, as far as it is used here. */
export type PlanNode = {
  'Node Type': string
  Schema?: string
  'Relation Name'?: string
  'Index Name'?: string
  'Function Name'?: string
  'Subplan Name'?: string
  'Index Cond'?: string
  'Recheck Cond'?: string
  'One-Time Filter'?: string
  Filter?: string
  'Actual Rows'?: number
  'Actual Loops'?: number
  'Shared Hit Blocks'?: number
  'Shared Read Blocks'?: number
  Plans?: PlanNode[]
}

/** One statement that was run, nested in another one or not. */
export type RunStatement = { text: string; plan: PlanNode }

export function listNodes(plan: PlanNode): PlanNode[] {
  return [plan, ...(plan.Plans ?? []).flatMap(listNodes)]
}
