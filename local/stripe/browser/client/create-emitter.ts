export type Listener = (event: unknown) => void

export type Emitter = {
  on(type: string, listener: Listener): void
  once(type: string, listener: Listener): void
  off(type: string, listener?: Listener): void
  emit(type: string, event: unknown): void
  has(type: string): boolean
}

/** A copy of the listeners is called: one that takes itself off must not make another be skipped. */
export function createEmitter(): Emitter {
  const listeners = new Map<string, Set<Listener>>()
  const of = (type: string) => listeners.get(type) ?? listeners.set(type, new Set()).get(type)!
  function off(type: string, listener?: Listener): void {
    if (listener) of(type).delete(listener)
    else listeners.delete(type)
  }
  return {
    on: (type, listener) => void of(type).add(listener),
    once(type, listener) {
      const wrapped: Listener = (event) => {
        off(type, wrapped)
        listener(event)
      }
      of(type).add(wrapped)
    },
    off,
    emit(type, event) {
      for (const listener of [...of(type)]) listener(event)
    },
    has: (type) => of(type).size > 0,
  }
}
