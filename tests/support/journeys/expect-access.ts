import { expect } from 'vitest'
import type { Couple } from './couple.ts'
import { openPass, openTab } from './phone.ts'
import { openWeb } from './web.ts'

const lessons = {
  standard: { slug: 'starting-on-a-hill', title: 'Starting on a hill', words: 'both feet down on the uphill side' },
  premium: { slug: 'the-long-descent', title: 'The long descent', words: 'A third brake that drags the whole way' },
  workshop: { slug: 'the-chain-in-step', title: 'The chain in step', words: 'it is forgotten until it knocks' },
}

type Screens = Pick<Couple, 'web' | 'phone'>

/** Whether the premium lesson opens on both clients, as a person would find out. */
export const expectPremiumLesson = (couple: Screens, expected: 'open' | 'locked') =>
  expectLesson(couple, 'premium', expected)

export async function expectLesson(
  couple: Screens,
  level: keyof typeof lessons,
  expected: 'open' | 'locked',
): Promise<void> {
  const lesson = lessons[level]
  await openWeb(couple.web, `/lessons/${lesson.slug}`)
  await openTab(couple.phone, 'Lessons')
  await couple.phone.getByText(lesson.title).click()
  const onPhone = couple.phone.getByText(expected === 'open' ? lesson.words : 'This lesson is locked')
  await onPhone.waitFor()
  expect(await couple.web.getByText(lesson.words).count()).toBe(expected === 'open' ? 1 : 0)
  expect(await couple.phone.getByText(lesson.words).count()).toBe(expected === 'open' ? 1 : 0)
}

/** What the account page and the phone's home screen both say about the subscription. */
export async function expectBothSay(
  couple: Screens,
  { web, phone }: { web: RegExp[]; phone: RegExp[] },
): Promise<void> {
  const pass = await openPass(couple.phone)
  for (const words of phone) await pass.getByText(words).first().waitFor()
  await openWeb(couple.web, '/account')
  for (const words of web) await couple.web.getByRole('main').getByText(words).first().waitFor()
}
