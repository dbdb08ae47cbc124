import { AppError } from '../domain/errors.ts'

const attempts = 4

/**
 * Reads from Stripe until the answer can be placed in time, and records it. Stripe's clock has whole seconds: an answer
 * from the second of a differing report may be the older of the two, one from the next second cannot.
 */
export async function readUntilPlaced<Reading, Outcome extends string>(steps: {
  fetch: () => Promise<Reading>
  record: (reading: Reading) => Promise<Outcome>
  wait: (milliseconds: number) => Promise<void>
}): Promise<{ reading: Reading; outcome: Outcome }> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const reading = await steps.fetch()
    const outcome = await steps.record(reading)
    if (outcome !== 'tie') return { reading, outcome }
    await steps.wait(1000)
  }
  throw new AppError('store_unavailable', {
    cause: new Error(`Stripe's clock stood still during ${attempts} readings`),
  })
}
