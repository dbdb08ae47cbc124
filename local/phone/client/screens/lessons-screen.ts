import type { Membership } from '../data/membership.ts'
import type { LessonPreviewRow } from '../data/rows.ts'
import type { Phone, Screen } from '../phone.ts'
import { type Child, element } from '../view/element.ts'
import { icon } from '../view/icon.ts'
import { group, tapRow } from '../view/list.ts'
import { loadInto } from '../view/load-into.ts'
import { lessonScreen } from './lesson-screen.ts'
import { offlineCard } from './offline-card.ts'

export function lessonsScreen(phone: Phone): Screen {
  const lessons = loadInto(
    phone,
    () => Promise.all([phone.library.readLessonPreviews(), phone.library.readMembership()]),
    ([previews, membership]) => render(phone, previews, membership),
  )
  return { heading: 'Lessons', tab: 'Lessons', content: [lessons.node], refresh: lessons.reload }
}

function render(phone: Phone, previews: LessonPreviewRow[], membership: Membership): Child[] {
  const { rememberedAt } = membership
  if (previews.length === 0) return [element('p', { class: 'card hint' }, 'There are no lessons yet.')]
  const levels = new Map<string | null, LessonPreviewRow[]>()
  for (const preview of previews) {
    levels.set(preview.required_entitlement, [...(levels.get(preview.required_entitlement) ?? []), preview])
  }
  const groups = [...levels].map(([level, lessons]) =>
    group(
      nameLevel(level),
      lessons.map((lesson) => lessonRow(phone, lesson, isOpen(level, membership))),
    ),
  )
  return rememberedAt ? [offlineCard(rememberedAt), ...groups] : groups
}

/** Only for the padlock: what really opens is decided by the database when the lesson is asked for. */
function isOpen(level: string | null, membership: Membership): boolean {
  return level === null || membership.open.includes(level)
}

function nameLevel(level: string | null): string {
  return level === null ? 'Free' : level.charAt(0).toUpperCase() + level.slice(1)
}

function lessonRow(phone: Phone, lesson: LessonPreviewRow, isUnlocked: boolean): HTMLElement {
  return tapRow(
    () => phone.open(lessonScreen(phone, lesson)),
    element(
      'span',
      { class: 'row-text' },
      element('span', { class: 'row-title' }, lesson.title),
      element('span', { class: 'row-summary' }, lesson.summary),
    ),
    !isUnlocked && element('span', { class: 'hidden' }, 'Locked'),
    icon(isUnlocked ? 'chevron' : 'lock'),
  )
}
