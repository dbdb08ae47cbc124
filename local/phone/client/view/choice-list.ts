import { element } from './element.ts'

export type ChoiceList<T extends string> = { node: HTMLElement; chosen: () => T }

let count = 0

/** One of several, as a list of radio buttons; the first is chosen. */
export function choiceList<T extends string>(
  legend: string,
  choices: [T, ...T[]],
  words: Record<T, string>,
): ChoiceList<T> {
  const name = `choice-${++count}`
  const rows = choices.map((choice, index) => {
    const input = element('input', { type: 'radio', name, value: choice, checked: index === 0 })
    return element('label', { class: 'row choice' }, element('span', { class: 'row-text' }, words[choice]), input)
  })
  const node = element(
    'fieldset',
    { class: 'group choices' },
    element('legend', {}, legend),
    element('div', { class: 'card rows' }, ...rows),
  )
  return {
    node,
    chosen: () => (node.querySelector<HTMLInputElement>('input:checked')?.value as T | undefined) ?? choices[0],
  }
}
