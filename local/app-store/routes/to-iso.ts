export function toIso(time: number): string {
  return new Date(time).toISOString()
}

export function toIsoOrNull(time: number | null): string | null {
  return time === null ? null : toIso(time)
}
