import type { LessonPreviewRow, LessonRow } from '../data/rows.ts'
import type { Phone, Screen } from '../phone.ts'
import { actionButton } from '../view/action-button.ts'
import { type Child, element } from '../view/element.ts'
import { icon } from '../view/icon.ts'
import { loadInto } from '../view/load-into.ts'

export function lessonScreen(phone: Phone, preview: LessonPreviewRow): Screen {
  const lesson = loadInto(
    phone,
    () => phone.library.readLesson(preview.slug),
    (row) => (row ? renderBody(row) : renderPaywall(phone, preview)),
  )
  return {
    heading: preview.title,
    tab: 'Lessons',
    back: { label: 'Lessons', go: () => phone.openTab('Lessons') },
    content: [element('p', { class: 'lead' }, preview.summary), lesson.node],
    refresh: lesson.reload,
  }
}

function renderBody({ body }: LessonRow): Child[] {
  const paragraphs = body.split(/\n\s*\n/).map((paragraph) => element('p', {}, paragraph.trim()))
  return [element('article', { class: 'card reading', 'aria-label': 'Lesson text' }, ...paragraphs)]
}

function renderPaywall(phone: Phone, { required_entitlement }: LessonPreviewRow): Child[] {
  const plan = required_entitlement === 'premium' ? 'Premium' : 'Standard or Premium'
  return [
    element(
      'section',
      { class: 'card locked', 'aria-label': 'Locked' },
      icon('lock'),
      element('p', { class: 'locked-title' }, 'This lesson is locked'),
      element('p', {}, `It opens with ${plan}.`),
      actionButton('See the plans', 'filled', () => phone.openTab('Subscribe')),
    ),
  ]
}
