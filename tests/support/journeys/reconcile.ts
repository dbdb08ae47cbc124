import { localKeys } from '../../../local/supabase/local-keys.ts'
import { addresses } from './addresses.ts'

type Report = { notifications: number; tasks: number; checks: number; derived: number; is_complete: boolean }

/** What the schedule of a hosted project does every few minutes. */
export async function reconcile(): Promise<Report> {
  const response = await fetch(`${addresses().api}/functions/v1/reconcile`, {
    method: 'POST',
    headers: { apikey: localKeys.secret, 'content-type': 'application/json' },
    body: '{}',
  })
  if (!response.ok) throw new Error(`reconcile: ${response.status} ${await response.text()}`)
  return (await response.json()) as Report
}
