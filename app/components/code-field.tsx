import type { FieldMetadata } from '@conform-to/react'
import { Field } from '#app/components/field.tsx'

/** For the code of a mail: phones offer to fill it in, and open the keys with numbers. */
export function CodeField({ field, hint }: { field: FieldMetadata<string | undefined>; hint?: string }) {
  return (
    <Field
      label="6-digit code"
      type="text"
      field={field}
      hint={hint}
      autoComplete="one-time-code"
      inputMode="numeric"
      required
    />
  )
}
