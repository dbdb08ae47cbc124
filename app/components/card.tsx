import type { ComponentProps } from 'react'

type CardProps = ComponentProps<'section'> & { isLifted?: boolean }

/** A framed part of a page; `isLifted` marks the one that matters most. */
export function Card({ isLifted = false, className = '', ...props }: CardProps) {
  const depth = isLifted ? 'border-brand shadow-lift' : 'border-line'
  return <section {...props} className={`rounded-card border bg-surface p-6 sm:p-7 ${depth} ${className}`} />
}
