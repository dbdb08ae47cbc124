import { z } from 'zod'
import type { Supabase } from '#app/auth/supabase.server.ts'
import { readRows } from '#app/http/read-rows.server.ts'
import { toColumns } from '#app/http/to-columns.server.ts'

export const lessonPreviewSchema = z.object({
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  required_entitlement: z.string().nullable(),
})

export type LessonPreview = z.infer<typeof lessonPreviewSchema>

/** What everybody may know of all lessons, in order. */
export function readLessonPreviews(supabase: Supabase): Promise<LessonPreview[]> {
  const query = supabase.from('lesson_previews').select(toColumns(lessonPreviewSchema)).order('position')
  return readRows('lesson_previews', lessonPreviewSchema, query)
}
