/** The time in the status bar. Decoration: the page is not told about it. */
export function startClock(clock: HTMLElement | null): void {
  if (!clock) return
  const format = new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: '2-digit' })
  const show = () => {
    clock.textContent = format.format(new Date())
  }
  show()
  setInterval(show, 10_000)
}
