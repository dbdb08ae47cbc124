/** Replaces what is shown, and gives the focus back to what says the same in its place: a reload must not throw it away. */
export function keepFocus(node: HTMLElement, replace: () => void): void {
  const focused = node.contains(document.activeElement) ? document.activeElement : null
  replace()
  if (!focused) return
  const name = focused.textContent
  const candidates = [...node.querySelectorAll<HTMLElement>(focused.tagName)]
  const same = candidates.find((one) => one.textContent === name)
  // It is gone: the heading above is the nearest thing that stays.
  const target =
    same ?? node.closest('dialog')?.querySelector<HTMLElement>('h2') ?? document.querySelector<HTMLElement>('#app h1')
  target?.focus()
}
