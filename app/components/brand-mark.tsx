/** Two wheels on one frame. */
export function BrandMark({ className = 'h-7 w-11' }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 44 28" fill="none" className={className}>
      <circle cx="11" cy="17" r="8.5" stroke="var(--color-brand)" strokeWidth="3" />
      <circle cx="33" cy="17" r="8.5" stroke="var(--color-brand)" strokeWidth="3" />
      <path d="M11 17 17 5h10l6 12M17 5l5 12 5-12" stroke="currentColor" strokeWidth="2.5" strokeLinejoin="round" />
      <circle cx="22" cy="17" r="3" fill="var(--color-accent)" />
    </svg>
  )
}
