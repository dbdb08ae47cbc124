import { z } from 'zod'
import type { Supabase } from '#app/auth/supabase.server.ts'
import { type LessonPreview, lessonPreviewSchema } from '#app/content/read-lesson-previews.server.ts'
import { readRows } from '#app/http/read-rows.server.ts'
import { toColumns } from '#app/http/to-columns.server.ts'

export type Lesson = LessonPreview & { paragraphs: string[] | null }

/**
 * A lesson as the visitor may see it: `paragraphs` is null when row level security keeps the body back.
 * Nothing here looks at a plan: this page could not open a lesson that is not paid for. null when there is no such lesson.
 */
export async function readLesson(supabase: Supabase, slug: string): Promise<Lesson | null> {
  const [previews, bodies] = await Promise.all([
    readRows(
      'lesson_previews',
      lessonPreviewSchema,
      supabase.from('lesson_previews').select(toColumns(lessonPreviewSchema)).eq('slug', slug),
    ),
    readRows('lessons', z.object({ body: z.string() }), supabase.from('lessons').select('body').eq('slug', slug)),
  ])
  const preview = previews[0]
  return preview ? { ...preview, paragraphs: bodies[0]?.body.split(/\n{2,}/) ?? null } : null
}
