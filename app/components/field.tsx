import { type FieldMetadata, getInputProps } from '@conform-to/react'
import type { InputHTMLAttributes } from 'react'

type FieldProps = {
  label: string
  hint?: string
  field: FieldMetadata<string | undefined>
  type: 'email' | 'password' | 'text'
} & Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'autoComplete' | 'inputMode' | 'maxLength' | 'minLength' | 'required' | 'spellCheck'
>

/** A labelled input whose hint and error are read out with it. */
export function Field({ label, hint, field, type, ...input }: FieldProps) {
  const hintId = hint ? `${field.id}-hint` : undefined
  const { key, ...props } = getInputProps(field, { type, ariaDescribedBy: hintId })
  return (
    <div>
      <label htmlFor={field.id} className="mb-1.5 block font-semibold">
        {label}
      </label>
      <input
        key={key}
        {...props}
        {...input}
        className="block min-h-11 w-full rounded-control border border-line-strong bg-surface px-3 py-2 text-base text-ink aria-invalid:border-danger aria-invalid:ring-1 aria-invalid:ring-danger"
      />
      {hint ? (
        <p id={hintId} className="mt-1.5 text-sm text-muted">
          {hint}
        </p>
      ) : null}
      <p id={field.errorId} className="mt-1.5 text-sm font-medium text-danger empty:hidden">
        {field.errors?.[0]}
      </p>
    </div>
  )
}
