/** How far the clocks of Apple, of its certificates and of this machine may be apart. */
export const CLOCK_SKEW_MS = 60_000
