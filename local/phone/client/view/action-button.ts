import { element } from './element.ts'

export type ButtonLook = 'filled' | 'tinted' | 'plain' | 'danger' | 'apple' | 'google'

/** A button that is busy while its work runs, so that a second tap starts nothing. */
export function actionButton(label: string, look: ButtonLook, work: () => Promise<void> | void): HTMLButtonElement {
  const button = element('button', { type: 'button', class: `button ${look}`, onclick: () => void run() }, label)

  async function run(): Promise<void> {
    if (button.getAttribute('aria-disabled') === 'true') return
    setBusy(button, true)
    try {
      await work()
    } finally {
      setBusy(button, false)
    }
  }
  return button
}

/** Not `disabled`: that would throw the keyboard focus away. */
export function setBusy(button: HTMLButtonElement, isBusy: boolean): void {
  button.classList.toggle('busy', isBusy)
  if (isBusy) button.setAttribute('aria-disabled', 'true')
  else button.removeAttribute('aria-disabled')
}
