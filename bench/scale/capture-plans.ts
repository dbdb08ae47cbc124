import postgres, { type Notice } from 'postgres'
import type { Call, Operation } from './operations.ts'
import type { RunStatement } from './plan.ts'

export type PlanCapture = {
  capture: (operation: Operation, call: Call) => Promise<RunStatement[]>
  close: () => Promise<void>
}

/** A session that hears the plan of every statement it runs, those inside of functions and triggers included. */
export async function openPlanCapture(url: string): Promise<PlanCapture> {
  let heard: RunStatement[] = []
  const sql = postgres(url, { max: 1, onnotice: (notice) => heard.push(...toStatements(notice)) })
  await sql.unsafe(`load 'auto_explain'`)
  const settings = { log_level: 'notice', log_format: 'json', log_min_duration: -1, log_analyze: 'on' }
  const more = { log_buffers: 'on', log_timing: 'off', log_verbose: 'on', log_nested_statements: 'on' }
  for (const [name, value] of Object.entries({ ...settings, ...more }))
    await sql.unsafe(`set auto_explain.${name} = '${value}'`)

  async function capture(operation: Operation, call: Call): Promise<RunStatement[]> {
    const claims = JSON.stringify({ sub: call.userId, role: 'authenticated' })
    await sql.unsafe('begin')
    await sql.unsafe(`select set_config('request.jwt.claims', '${claims}', true)`)
    await sql.unsafe('set local auto_explain.log_min_duration = 0')
    await sql.unsafe(`set local role ${operation.role}`)
    heard = []
    await sql.unsafe(call.statement)
    await sql.unsafe('rollback')
    return heard
  }
  return { capture, close: () => sql.end({ timeout: 1 }) }
}

function toStatements(notice: Notice): RunStatement[] {
  const start = notice.message?.indexOf('{') ?? -1
  if (!notice.message?.startsWith('duration:') || start < 0) return []
  const { 'Query Text': text, Plan: plan } = JSON.parse(notice.message.slice(start))
  return [{ text, plan }]
}
