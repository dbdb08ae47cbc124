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
    (loaded) => ('body' in loaded ? renderBody(loaded) : renderPaywall(phone, loaded.plans)),
  )
  return {
    heading: preview.title,
    tab: 'Lessons',
    back: { label: 'Lessons', go: () => phone.openTab('Lessons') },
    content: [element('p', { class: 'lead' }, preview.summary), lesson.node],
    refresh: lesson.reload,
  }
}

async function loadLesson({ library }: Phone, preview: LessonPreviewRow): Promise<LessonRow | { plans: string[] }> {
  const row = await library.readLesson(preview.slug)
  return row ?? { plans: await library.readPlansGiving(preview.required_entitlement ?? '') }
}

function renderBody({ body }: LessonRow): Child[] {
  const paragraphs = body.split(/\n\s*\n/).map((paragraph) => element('p', {}, paragraph.trim()))
  return [element('article', { class: 'card reading', 'aria-label': 'Lesson text' }, ...paragraphs)]
}

/** What no plan gives is sold on the web alone: said, without a link or a price (App Review guideline 3.1.1). */
function renderPaywall(phone: Phone, plans: string[]): Child[] {
  const isInPlan = plans.length > 0
  const how = isInPlan ? `It opens with ${plans.join(' or ')}.` : 'It is sold on the web, and opens here for its owner.'
  return [
    element(
      'section',
      { class: 'card locked', 'aria-label': 'Locked' },
      icon('lock'),
      element('p', { class: 'locked-title' }, 'This lesson is locked'),
      element('p', {}, how),
      isInPlan && actionButton('See the plans', 'filled', () => phone.openTab('Subscribe')),
    ),
  ]
}
