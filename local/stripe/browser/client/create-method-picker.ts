export type MethodChoice = { value: string; label: string; detail?: string }

export type MethodPicker = {
  element: HTMLElement
  chosen(): string
  offer(choices: MethodChoice[]): void
  setBusy(busy: boolean): void
}

/** Radio buttons, the first one chosen; hidden while there is nothing to choose. */
export function createMethodPicker(onChange: () => void): MethodPicker {
  const element = document.createElement('fieldset')
  let chosen = 'card'
  element.className = 'choices'
  element.addEventListener('change', (event) => {
    chosen = (event.target as HTMLInputElement).value
    onChange()
  })
  return {
    element,
    chosen: () => chosen,
    offer(choices) {
      const legend = document.createElement('legend')
      legend.textContent = 'Payment method'
      chosen = choices[0]?.value ?? 'card'
      element.hidden = choices.length < 2
      element.replaceChildren(legend, ...choices.map((choice) => createChoice(choice, choice.value === chosen)))
      onChange()
    },
    setBusy(busy) {
      for (const input of element.querySelectorAll('input')) input.disabled = busy
    },
  }
}

function createChoice({ value, label, detail }: MethodChoice, checked: boolean): HTMLElement {
  const element = document.createElement('label')
  const input = document.createElement('input')
  element.className = 'choice'
  Object.assign(input, { type: 'radio', name: 'method', value, checked })
  const text = document.createElement('span')
  text.textContent = label
  element.append(input, text)
  if (detail) {
    const small = document.createElement('span')
    small.className = 'expires'
    small.textContent = detail
    element.append(small)
  }
  return element
}
