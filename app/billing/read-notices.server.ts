import type { Supabase } from '#app/auth/supabase.server.ts'
import { type NoticeRow, noticeSchema } from '#app/billing/account-rows.server.ts'
import { readRows } from '#app/http/read-rows.server.ts'
import { toColumns } from '#app/http/to-columns.server.ts'

/** What the signed-in user should be told and has not dismissed, the newest first. */
export function readNotices(supabase: Supabase): Promise<NoticeRow[]> {
  const query = supabase.from('notices').select(toColumns(noticeSchema)).order('created_at', { ascending: false })
  return readRows('notices', noticeSchema, query)
}
