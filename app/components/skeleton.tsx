/** Grey bars in the shape of what is coming; `label` is what a screen reader hears meanwhile. Without scripts nothing comes. */
export function Skeleton({ label, rows = 3 }: { label: string; rows?: number }) {
  return (
    <div role="status" className="space-y-3 [@media(scripting:none)]:hidden">
      <span className="sr-only">{label}</span>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((row) => (
        <div key={row} aria-hidden className="h-11 rounded-control bg-sunken motion-safe:animate-pulse" />
      ))}
    </div>
  )
}
