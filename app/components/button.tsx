import { Link, type LinkProps } from '@remix-run/react'
import { LoaderCircle } from 'lucide-react'
import { type ComponentPropsWithoutRef, forwardRef } from 'react'

type Look = { variant?: 'primary' | 'secondary' | 'danger'; isWide?: boolean }

const base =
  'inline-flex min-h-11 items-center justify-center gap-2 rounded-control px-5 py-2 text-center font-semibold transition-colors aria-disabled:opacity-60'

const variants = {
  primary: 'bg-brand text-on-brand hover:bg-brand-strong',
  secondary: 'border border-line-strong bg-surface text-ink hover:border-ink hover:bg-sunken',
  danger: 'bg-danger text-on-danger hover:bg-danger-strong',
}

function toClassName({ variant = 'primary', isWide = false }: Look): string {
  return `${base} ${variants[variant]} ${isWide ? 'w-full' : ''}`
}

type ButtonProps = ComponentPropsWithoutRef<'button'> & Look & { isPending?: boolean; pendingLabel?: string }

/**
 * While pending the button stays focusable and swallows clicks: `disabled` would throw the keyboard's focus away.
 */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { variant, isWide, isPending = false, pendingLabel, children, onClick, ...props },
  ref,
) {
  return (
    <button
      ref={ref}
      type="submit"
      {...props}
      className={toClassName({ variant, isWide })}
      aria-disabled={isPending || undefined}
      onClick={(event) => (isPending ? event.preventDefault() : onClick?.(event))}
    >
      {isPending ? <LoaderCircle aria-hidden className="size-4 motion-safe:animate-spin" /> : null}
      {isPending && pendingLabel ? pendingLabel : children}
    </button>
  )
})

/** A link that looks like a button: for the one next step of a page. */
export function ButtonLink({ variant, isWide, ...props }: LinkProps & Look) {
  return <Link {...props} className={toClassName({ variant, isWide })} />
}
