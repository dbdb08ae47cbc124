import { type FieldMetadata, getInputProps } from '@conform-to/react'
import { useState } from 'react'
import { judgePassword, type PasswordLevel } from '#app/account/judge-password.ts'

type PasswordFieldProps = { field: FieldMetadata<string | undefined>; email: string }

const filled: Record<PasswordLevel, number> = { short: 0, long: 0, weak: 1, fair: 2, strong: 3 }
const colours = ['bg-line', 'bg-danger', 'bg-accent', 'bg-brand']

/** A password to be chosen: it can be looked at, and says while it is typed how good it is. */
export function PasswordField({ field, email }: PasswordFieldProps) {
  const [password, setPassword] = useState('')
  const [isShown, setIsShown] = useState(false)
  const judgement = password === '' ? null : judgePassword(password, email)
  const hintId = `${field.id}-hint`
  const { key, ...props } = getInputProps(field, { type: isShown ? 'text' : 'password', ariaDescribedBy: hintId })
  return (
    <div>
      <label htmlFor={field.id} className="mb-1.5 block font-semibold">
        New password
      </label>
      <div className="flex gap-2">
        <input
          key={key}
          {...props}
          autoComplete="new-password"
          required
          spellCheck={false}
          autoCapitalize="off"
          onChange={(event) => setPassword(event.currentTarget.value)}
          className="block min-h-11 w-full min-w-0 grow rounded-control border border-line-strong bg-surface px-3 py-2 text-base text-ink aria-invalid:border-danger aria-invalid:ring-1 aria-invalid:ring-danger"
        />
        <button
          type="button"
          aria-pressed={isShown}
          onClick={() => setIsShown(!isShown)}
          className="min-h-11 shrink-0 rounded-control px-3 font-medium text-brand hover:bg-sunken [@media(scripting:none)]:hidden"
        >
          Show
          <span className="sr-only">password</span>
        </button>
      </div>
      <StrengthBar level={judgement?.level ?? 'short'} />
      <p id={hintId} aria-live="polite" className="mt-1.5 text-sm text-muted">
        {judgement?.words ?? 'At least 8 characters. Several words make a good one.'}
      </p>
      <p id={field.errorId} className="mt-1.5 text-sm font-medium text-danger empty:hidden">
        {field.errors?.[0]}
      </p>
    </div>
  )
}

/** The words below say the same. */
function StrengthBar({ level }: { level: PasswordLevel }) {
  return (
    <div aria-hidden className="mt-2 flex gap-1 [@media(scripting:none)]:hidden">
      {[1, 2, 3].map((part) => (
        <span
          key={part}
          className={`h-1 grow rounded-full ${part <= filled[level] ? colours[filled[level]] : colours[0]}`}
        />
      ))}
    </div>
  )
}
