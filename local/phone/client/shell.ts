import type { Screen, TabName } from './phone.ts'
import { element } from './view/element.ts'
import { type IconName, icon } from './view/icon.ts'

const TABS: [TabName, IconName][] = [
  ['Home', 'home'],
  ['Lessons', 'lessons'],
  ['Subscribe', 'subscribe'],
]

export type Shell = {
  show: (screen: Screen, from?: 'tab') => void
  notify: (kind: 'done' | 'problem', text: string, ...actions: HTMLElement[]) => void
  current: () => Screen | null
}

/** The app's frame: title bar, screen, notices, tab bar. */
export function createShell(root: HTMLElement, openTab: (tab: TabName) => void): Shell {
  const panel = element('div', { id: 'screen', class: 'screen' })
  const notices = element('div', { class: 'notices', role: 'status' })
  const tabs = TABS.map(([name, image]) =>
    element(
      'button',
      {
        type: 'button',
        role: 'tab',
        class: 'tab',
        id: `tab-${name}`,
        onclick: () => openTab(name),
        onkeydown: moveTab,
      },
      icon(image),
      element('span', {}, name),
    ),
  )
  const tabBar = element('div', { role: 'tablist', class: 'tab-bar', 'aria-label': 'Sections' }, ...tabs)
  let current: Screen | null = null
  root.replaceChildren(panel, notices, tabBar)

  return {
    current: () => current,
    show(screen, from) {
      current = screen
      notices.replaceChildren()
      const heading = element('h1', { tabindex: '-1' }, screen.heading)
      panel.replaceChildren(...titleBar(screen), heading, ...screen.content)
      panel.scrollTop = 0
      labelPanel(panel, screen)
      tabBar.hidden = screen.tab === null
      for (const tab of tabs) selectTab(tab, tab.id === `tab-${screen.tab}`)
      document.title = `${screen.heading} – Tandem`
      // A tab keeps the focus, as tabs do; a new page gives it to its heading.
      if (from !== 'tab') heading.focus()
    },
    notify(kind, text, ...actions) {
      const dismiss = element(
        'button',
        { type: 'button', class: 'dismiss', onclick: () => notices.replaceChildren() },
        'OK',
      )
      const body = element('div', { class: 'notice-body' }, element('p', {}, text), ...actions)
      notices.replaceChildren(element('div', { class: `notice ${kind}` }, body, dismiss))
    },
  }
}

function labelPanel(panel: HTMLElement, { tab }: Screen): void {
  panel.className = tab === null ? 'screen outside' : 'screen'
  if (tab === null) {
    panel.removeAttribute('role')
    panel.removeAttribute('aria-labelledby')
  } else {
    panel.setAttribute('role', 'tabpanel')
    panel.setAttribute('aria-labelledby', `tab-${tab}`)
  }
}

function titleBar({ back }: Screen): HTMLElement[] {
  if (!back) return []
  return [element('button', { type: 'button', class: 'back', onclick: back.go }, icon('back'), back.label)]
}

function selectTab(tab: HTMLElement, isSelected: boolean): void {
  tab.setAttribute('aria-selected', String(isSelected))
  tab.tabIndex = isSelected ? 0 : -1
}

/** Arrow keys walk along the bar, as in every tab list. */
function moveTab(event: Event): void {
  const { key, currentTarget } = event as KeyboardEvent
  const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0
  if (step === 0 || !(currentTarget instanceof HTMLElement)) return
  const tabs = [...(currentTarget.parentElement?.querySelectorAll<HTMLElement>('[role=tab]') ?? [])]
  const next = tabs[(tabs.indexOf(currentTarget) + step + tabs.length) % tabs.length]
  next?.focus()
  next?.click()
}
