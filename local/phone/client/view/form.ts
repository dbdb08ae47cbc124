import { setBusy } from './action-button.ts'
import { type Child, element } from './element.ts'

export type Field = {
  name: string
  label: string
  type: 'email' | 'password' | 'text'
  autocomplete: AutoFill
  inputmode?: 'numeric'
  value?: string
  minlength?: number
  maxlength?: number
  hint?: string
}

export type FormOptions = {
  fields: Field[]
  submit: string
  /** Throws what the user has to be told. */
  onSubmit: (values: Record<string, string>) => Promise<void>
  toSentence: (error: unknown) => string
}

/** A grouped form: labels beside the fields, one error line that is read out, a button that is busy while it works. */
export function form(options: FormOptions): HTMLFormElement {
  const error = element('p', { class: 'error', role: 'alert' })
  const button = element('button', { type: 'submit', class: 'button filled' }, options.submit)
  const created = element(
    'form',
    { onsubmit: (event) => void submit(event) },
    element('div', { class: 'card rows' }, ...options.fields.map(fieldRow)),
    ...options.fields.map(hintLine),
    error,
    button,
  )

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (button.getAttribute('aria-disabled') === 'true') return
    error.textContent = ''
    setBusy(button, true)
    try {
      await options.onSubmit(Object.fromEntries(new FormData(created)) as Record<string, string>)
    } catch (failure) {
      error.textContent = options.toSentence(failure)
    } finally {
      setBusy(button, false)
    }
  }
  return created
}

function fieldRow({ label, hint, name, ...rest }: Field): HTMLElement {
  return element(
    'label',
    { class: 'row field' },
    element('span', {}, label),
    element('input', { name, ...rest, required: true, 'aria-describedby': hint ? `${name}-hint` : null }),
  )
}

function hintLine({ name, hint }: Field): Child {
  return hint ? element('p', { class: 'footnote', id: `${name}-hint` }, hint) : null
}
