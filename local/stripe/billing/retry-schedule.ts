const daySeconds = 86_400

/** Days after the invoice was finalized on which a failed renewal is tried again; the last failure ends the subscription. */
const retryDays = [3, 5, 7]

export function nextRetryAt(finalizedAt: number, now: number): number | null {
  return retryDays.map((days) => finalizedAt + days * daySeconds).find((at) => at > now) ?? null
}
