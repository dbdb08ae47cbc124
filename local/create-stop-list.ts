export type StopList = {
  /** Hands a starting part through and remembers how to stop it, in the order of these calls. */
  track: <T>(starting: T | Promise<T>, stop: (part: T) => Promise<void> | void) => Promise<T>
  stopAll: () => Promise<void>
}

/** Stops the parts of a stack, the youngest first: all of them even when one fails, only once, and none half started. */
export function createStopList(): StopList {
  const stops: (() => Promise<void>)[] = []
  let stopping: Promise<void> | undefined

  async function stopEach(): Promise<void> {
    const faults: unknown[] = []
    for (const stop of stops.reverse()) await stop().catch((error: unknown) => faults.push(error))
    if (faults.length > 0)
      throw new AggregateError(faults, `Not everything stopped cleanly: ${faults.map(String).join('; ')}`)
  }
  return {
    track: (part, stop) => {
      const starting = Promise.resolve(part)
      const outcome = starting.then(
        (value) => ({ value }),
        () => null,
      )
      stops.push(async () => {
        const started = await outcome
        if (started) await stop(started.value)
      })
      return starting
    },
    stopAll: () => {
      stopping ??= stopEach()
      return stopping
    },
  }
}
