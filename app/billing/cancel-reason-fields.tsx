import { useId } from 'react'
import { cancelReasons } from '#app/billing/cancel-reasons.ts'

/** Why somebody leaves, if they care to say. Nothing here is required. */
export function CancelReasonFields() {
  const commentId = useId()
  return (
    <>
      <fieldset className="mt-5">
        <legend className="font-semibold">Why? You need not say.</legend>
        <div className="mt-1 grid gap-x-4 sm:grid-cols-2">
          {cancelReasons.map(({ value, label }) => (
            <label key={value} className="flex min-h-11 items-center gap-2.5 leading-tight sm:min-h-9 sm:text-sm">
              <input type="radio" name="feedback" value={value} className="size-4 shrink-0 accent-brand" />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
      <label htmlFor={commentId} className="mt-3 mb-1.5 block font-semibold">
        Anything else?
      </label>
      <textarea
        id={commentId}
        name="comment"
        rows={2}
        maxLength={500}
        className="block w-full rounded-control border border-line-strong bg-surface px-3 py-2 text-base text-ink"
      />
    </>
  )
}
