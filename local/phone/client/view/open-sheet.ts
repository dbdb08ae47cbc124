import { type Child, element } from './element.ts'

export type Sheet = { close: () => void }

let count = 0

/**
 * A sheet that slides up inside the phone. A modal <dialog> would leave the phone's frame for the whole window, so it is shown
 * in place and everything else is made inert, a sheet below it too, which keeps focus inside just as well.
 */
export function openSheet(
  heading: string,
  render: (sheet: Sheet) => Child[],
  onClose: () => void = () => undefined,
): Sheet {
  const opener = document.activeElement
  const host = document.getElementById('sheets') ?? document.body
  const title = element('h2', { id: `sheet-${++count}`, tabindex: '-1' }, heading)
  const dialog = element('dialog', { class: 'sheet', 'aria-labelledby': title.id, 'aria-modal': 'true' })
  const backdrop = element('div', { class: 'backdrop' })
  const all = [...document.querySelectorAll<HTMLElement>('[data-behind-sheets]'), ...host.querySelectorAll('dialog')]
  const others = all.filter((one) => !one.inert)

  function close(): void {
    dialog.remove()
    backdrop.remove()
    document.removeEventListener('keydown', onKey)
    for (const other of others) other.inert = false
    // Back to where it came from, or to the heading if the screen behind has changed.
    const target = opener?.isConnected ? opener : document.querySelector('#app h1')
    if (target instanceof HTMLElement) target.focus()
    onClose()
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || dialog.inert) return
    event.stopImmediatePropagation()
    close()
  }

  const sheet = { close }
  dialog.append(title, ...render(sheet).filter((child) => child !== null && child !== false))
  backdrop.addEventListener('click', close)
  document.addEventListener('keydown', onKey)
  for (const other of others) other.inert = true
  host.append(backdrop, dialog)
  dialog.show()
  title.focus()
  return sheet
}
