import { Badge } from '#app/components/badge.tsx'

/** Which right a lesson needs. */
export function LevelBadge({ entitlement }: { entitlement: string | null }) {
  return (
    <Badge tone={entitlement ? 'quiet' : 'good'}>
      {entitlement ? <span className="capitalize">{entitlement}</span> : 'Free'}
    </Badge>
  )
}
