import type { LessonPreviewRow, LessonRow } from '../data/rows.ts'
import type { Phone, Screen } from '../phone.ts'
import { actionButton } from '../view/action-button.ts'
import { type Child, element } from '../view/element.ts'
import { icon } from '../view/icon.ts'
import { loadInto } from '../view/load-into.ts'

export function lessonScreen(phone: Phone, preview: LessonPreviewRow): Screen {
  const lesson = loadInto(
    phone,
    () => loadLesson(phone, preview),
    (loaded) => ('body' in loaded ? renderBody(loaded) : renderPaywall(phone, loaded.opensWith)),
  )
  return {
    heading: preview.title,
    tab: 'Lessons',
    back: { label: 'Lessons', go: () => phone.openTab('Lessons') },
    content: [element('p', { class: 'lead' }, preview.summary), lesson.node],
    refresh: lesson.reload,
  }
}

async function loadLesson({ library }: Phone, preview: LessonPreviewRow): Promise<LessonRow | { opensWith: string[] }> {
  const row = await library.readLesson(preview)
  return row ?? { opensWith: await library.readWhatGives(preview.required_entitlement ?? '') }
}

function renderBody({ body }: LessonRow): Child[] {
  const paragraphs = body.split(/\n\s*\n/).map((paragraph) => element('p', {}, paragraph.trim()))
  return [element('article', { class: 'card reading', 'aria-label': 'Lesson text' }, ...paragraphs)]
}

/** What this app does not sell is not offered, nor is said where it is sold: App Review guideline 3.1.1. */
function renderPaywall(phone: Phone, opensWith: string[]): Child[] {
  const isSold = opensWith.length > 0
  return [
    element(
      'section',
      { class: 'card locked', 'aria-label': 'Locked' },
      icon('lock'),
      element('p', { class: 'locked-title' }, 'This lesson is locked'),
      element('p', {}, isSold ? `It opens with ${opensWith.join(' or ')}.` : 'It is not for sale in this app.'),
      isSold && actionButton('See the plans', 'filled', () => phone.openTab('Subscribe')),
    ),
  ]
}
