import { useId } from 'react'

export type Choice = { value: string; label: string; hint?: string }

type ChoiceListProps = {
  legend: string
  name: string
  choices: Choice[]
  value: string
  onChange: (value: string) => void
}

/** One of a few, all of them in sight. Native radio buttons: the arrow keys and screen readers know them. */
export function ChoiceList({ legend, name, choices, value, onChange }: ChoiceListProps) {
  const id = useId()
  return (
    <fieldset>
      <legend className="mb-2 font-semibold">{legend}</legend>
      <div className="divide-y divide-line overflow-hidden rounded-control border border-line-strong bg-surface">
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="flex min-h-12 cursor-pointer items-start gap-3 px-4 py-3 has-checked:bg-brand-wash"
          >
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
              aria-describedby={choice.hint ? `${id}-${choice.value}` : undefined}
              className="mt-1 size-4 shrink-0 accent-brand"
            />
            <span className="min-w-0">
              <span className="block font-medium">{choice.label}</span>
              {choice.hint ? (
                // Outside the name of the choice, but read out with it.
                <span id={`${id}-${choice.value}`} aria-hidden className="block text-sm text-muted text-pretty">
                  {choice.hint}
                </span>
              ) : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
