import { Form } from '@remix-run/react'
import { ChevronRight } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import type { Offer } from '#app/billing/describe-offer.ts'
import { type Offline, offlineSentence } from '#app/billing/or-offline.ts'
import { useAsk } from '#app/billing/use-ask.ts'
import { Button } from '#app/components/button.tsx'

export type PromotionReply = { kind: 'promotion'; offer: Offer } | { kind: 'refused'; message: string }

type PromotionFieldProps = {
  code: string | null
  /** Of a code that was sent before the script had come. */
  refusal: string | null
  isTrial: boolean
  onChange: (offer: Offer | null) => void
}

/** Folded away: most people have no code, and an open field sends them searching for one. */
export function PromotionField({ code, refusal, isTrial, onChange }: PromotionFieldProps) {
  const ask = useAsk<() => Promise<PromotionReply | Offline>>()
  const [isAsking, setIsAsking] = useState(false)
  const [fault, setFault] = useState(refusal)
  const input = useRef<HTMLInputElement>(null)

  async function apply(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const entered = String(new FormData(event.currentTarget).get('promotion_code')).trim()
    if (!entered || isAsking) return input.current?.focus()
    setIsAsking(true)
    const reply = await ask({ intent: 'promotion', promotion_code: entered, trial: isTrial ? 'yes' : 'no' })
    setIsAsking(false)
    if (reply.kind === 'promotion') return onChange(reply.offer)
    setFault(reply.kind === 'refused' ? reply.message : offlineSentence)
    input.current?.focus()
  }

  if (code !== null) return <AppliedCode code={code} onRemove={() => onChange(null)} />
  return (
    <details open={refusal !== null} className="group mt-4 [@media(scripting:none)]:hidden">
      <summary className="flex min-h-11 w-fit items-center gap-2 text-sm font-medium text-muted hover:text-ink">
        <ChevronRight aria-hidden className="size-4 motion-safe:transition-transform group-open:rotate-90" />
        Have a promotion code?
      </summary>
      <Form method="post" onSubmit={apply} className="mt-2">
        <input type="hidden" name="intent" value="promotion" />
        <input type="hidden" name="trial" value={isTrial ? 'yes' : 'no'} />
        <label htmlFor="promotion-code" className="mb-1.5 block font-semibold">
          Promotion code
        </label>
        <div className="flex gap-2">
          <input
            ref={input}
            id="promotion-code"
            name="promotion_code"
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={64}
            aria-invalid={fault ? true : undefined}
            aria-describedby="promotion-code-fault"
            className="block min-h-11 w-full min-w-0 rounded-control border border-line-strong bg-surface px-3 py-2 text-base text-ink aria-invalid:border-danger"
          />
          <Button variant="secondary" isPending={isAsking}>
            Apply
          </Button>
        </div>
        <p id="promotion-code-fault" role="alert" className="mt-1.5 text-sm font-medium text-danger empty:hidden">
          {fault}
        </p>
      </Form>
    </details>
  )
}

/** The field that had the focus is gone. */
const focus = (element: HTMLElement | null) => element?.focus()

function AppliedCode({ code, onRemove }: { code: string; onRemove: () => void }) {
  return (
    <div className="mt-4 flex items-center justify-between gap-4 text-sm">
      <p ref={focus} tabIndex={-1}>
        Code <strong className="wrap-anywhere">{code}</strong> is applied.
      </p>
      <button type="button" onClick={onRemove} className="text-link min-h-11">
        Remove
      </button>
    </div>
  )
}
