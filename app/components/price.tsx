/** The large price of a plan. */
export function Price({ amount, interval }: { amount: string; interval: string }) {
  return (
    <p className="flex items-baseline gap-1.5">
      <span className="font-display text-4xl font-semibold tracking-tight tabular-nums">{amount}</span>
      <span className="text-muted">a {interval}</span>
    </p>
  )
}
