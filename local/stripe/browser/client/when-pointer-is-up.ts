let isDown = false
for (const type of ['pointerdown', 'pointerup', 'pointercancel']) {
  const note = () => {
    isDown = type === 'pointerdown'
  }
  window.addEventListener(type, note, { capture: true })
}

/**
 * Pressing a button takes the focus out of a field. A fault shown at that moment would push the button from under the
 * pointer before it is released, and the click would be lost.
 */
export function whenPointerIsUp(act: () => void): void {
  if (isDown) window.addEventListener('pointerup', () => setTimeout(act), { once: true })
  else act()
}
