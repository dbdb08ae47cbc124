import { setBusy } from './action-button.ts'
import { element } from './element.ts'

/** A switch as in iOS settings. It moves when `change` answers true, and stays where it is when it answers false. */
export function switchRow(
  label: string,
  isOn: boolean,
  change: (isOn: boolean) => Promise<boolean>,
): HTMLButtonElement {
  const row = element(
    'button',
    {
      type: 'button',
      role: 'switch',
      class: 'row tap switch-row',
      'aria-checked': String(isOn),
      onclick: () => void turn(),
    },
    element('span', { class: 'row-text' }, label),
    element('span', { class: 'switch', 'aria-hidden': 'true' }),
  )

  async function turn(): Promise<void> {
    if (row.getAttribute('aria-disabled') === 'true') return
    const wanted = row.getAttribute('aria-checked') !== 'true'
    setBusy(row, true)
    if (await change(wanted)) row.setAttribute('aria-checked', String(wanted))
    setBusy(row, false)
  }
  return row
}
