import fc from 'fast-check'

/** How a history reaches us: when each delivery is sent (any scale), and which are sent again, and when. */
export type Arrival = { delays: number[]; again: { which: number; delay: number }[] }

const delay = fc.nat(999)

/** Shrinks towards everything sent once and in order. */
export const arrivals: fc.Arbitrary<Arrival> = fc.record({
  delays: fc.array(delay, { minLength: 0, maxLength: 40, size: 'max' }),
  again: fc.array(fc.record({ which: fc.nat(39), delay }), { maxLength: 5, size: 'max' }),
})

/** The deliveries in the order in which they are sent, with their repetitions. */
export function arrange<Delivery>(deliveries: readonly Delivery[], { delays, again }: Arrival): Delivery[] {
  if (!deliveries.length) return []
  const first = deliveries.map((delivery, index) => ({ delivery, delay: delays[index] ?? 1000 }))
  const repeated = again.map(({ which, delay }) => ({
    delivery: deliveries[which % deliveries.length] as Delivery,
    delay,
  }))
  return [...first, ...repeated].sort((one, other) => one.delay - other.delay).map(({ delivery }) => delivery)
}
