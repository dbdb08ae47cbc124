/** Two rings, one for each store; what they share is what a member has. */
export function BrandMark({ className = 'h-7 w-10' }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 40 28" fill="none" className={className}>
      <path d="M20 6.2a10 10 0 0 1 0 15.6 10 10 0 0 1 0-15.6Z" fill="var(--color-accent)" />
      <circle cx="13.75" cy="14" r="10" stroke="currentColor" strokeWidth="3" />
      <circle cx="26.25" cy="14" r="10" stroke="var(--color-brand)" strokeWidth="3" />
    </svg>
  )
}
