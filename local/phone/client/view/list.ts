import { type Child, element } from './element.ts'

/** A grouped list as in iOS settings: a quiet heading, a rounded card, a footnote. */
export function group(heading: string | null, rows: HTMLElement[], footnote: string | null = null): HTMLElement {
  return element(
    'section',
    { class: 'group' },
    heading && element('h2', {}, heading),
    element('ul', { class: 'card rows' }, ...rows.map((row) => element('li', {}, row))),
    footnote && element('p', { class: 'footnote' }, footnote),
  )
}

export function factRow(label: string, value: string): HTMLElement {
  return element('div', { class: 'row' }, element('span', {}, label), element('span', { class: 'value' }, value))
}

export function tapRow(onTap: () => void, ...children: Child[]): HTMLElement {
  return element('button', { type: 'button', class: 'row tap', onclick: onTap }, ...children)
}
