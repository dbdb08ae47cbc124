import type { CardField, FieldFault } from './card-fields.ts'
import { whenPointerIsUp } from './when-pointer-is-up.ts'

export type CardInput = {
  element: HTMLElement
  digits(): string
  fault(): FieldFault | null
  showFault(): void
  setReadOnly(readOnly: boolean): void
  focus(): void
  clear(): void
}

/** One labelled field; its fault is shown once the person has left it, and goes when it is mended. */
export function createCardInput(field: CardField, onChange: () => void): CardInput {
  const { element, input, error } = createLabelledInput(field)
  const digits = () => input.value.replace(/\D/g, '').slice(0, field.maxDigits)
  const fault = () => field.findFault(digits(), new Date())

  function show(wanted: FieldFault | null): void {
    error.textContent = wanted?.message ?? ''
    input.setAttribute('aria-invalid', String(wanted !== null))
  }
  input.addEventListener('input', () => {
    reformat(input, field)
    if (!fault()) show(null)
    onChange()
  })
  input.addEventListener('change', () => whenPointerIsUp(() => show(digits() === '' ? null : fault())))

  return {
    element,
    digits,
    fault,
    showFault: () => show(fault()),
    setReadOnly(readOnly) {
      input.readOnly = readOnly
    },
    focus: () => input.focus(),
    clear() {
      input.value = ''
      show(null)
      onChange()
    },
  }
}

function createLabelledInput(field: CardField) {
  const element = document.createElement('div')
  const label = document.createElement('label')
  const input = document.createElement('input')
  const error = document.createElement('p')
  element.className = `field ${field.name}`
  input.id = field.name
  label.htmlFor = input.id
  label.textContent = field.label
  error.id = `${field.name}-error`
  error.className = 'error'
  error.setAttribute('role', 'alert')
  input.inputMode = 'numeric'
  input.autocomplete = field.autocomplete
  input.placeholder = field.placeholder
  input.required = true
  input.setAttribute('aria-describedby', error.id)
  element.append(label, input, error)
  return { element, input, error }
}

/** Puts the blanks and the slash in, and leaves the caret behind the digit that it was behind. */
function reformat(input: HTMLInputElement, field: CardField): void {
  const before = input.value.slice(0, input.selectionStart ?? input.value.length).replace(/\D/g, '').length
  const formatted = field.format(input.value.replace(/\D/g, '').slice(0, field.maxDigits))
  if (formatted === input.value) return
  input.value = formatted
  let caret = 0
  for (let seen = 0; seen < before && caret < formatted.length; caret += 1) if (/\d/.test(formatted[caret]!)) seen += 1
  input.setSelectionRange(caret, caret)
}
