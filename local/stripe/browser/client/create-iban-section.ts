import type { FormSection } from './form-section.ts'

const fault = { type: 'validation_error', code: 'incomplete_iban', message: 'Your IBAN is incomplete.' }

/** A bank debit: the payment is on its way for days and may still fail, so it ends in `processing`. */
export function createIbanSection(onChange: () => void): FormSection {
  const { element, input, error } = createTree()
  const iban = () => input.value.replace(/\s/g, '').toUpperCase()
  const isComplete = () => /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban())
  function show(message: string): void {
    error.textContent = message
    input.setAttribute('aria-invalid', String(message !== ''))
  }
  input.addEventListener('input', () => {
    if (isComplete()) show('')
    onChange()
  })
  return {
    element,
    type: 'sepa_debit',
    isComplete,
    isEmpty: () => iban() === '',
    read() {
      if (isComplete()) return { entered: { kind: 'sepa_debit', iban: iban() } }
      show(fault.message)
      input.focus()
      return { error: fault }
    },
    setBusy(busy) {
      input.readOnly = busy
    },
    focus: () => input.focus(),
    clear() {
      input.value = ''
      show('')
    },
  }
}

function createTree() {
  const element = document.createElement('fieldset')
  element.innerHTML = `<legend>SEPA Debit</legend><div class="iban"><label for="iban">IBAN</label>
    <input id="iban" placeholder="AT32 1904 3002 3547 3204" required aria-describedby="iban-error">
    <p id="iban-error" class="error" role="alert"></p></div>`
  const [input, error] = [element.querySelector('input'), element.querySelector<HTMLElement>('.error')]
  if (!input || !error) throw new Error('The IBAN field was not built')
  return { element, input, error }
}
