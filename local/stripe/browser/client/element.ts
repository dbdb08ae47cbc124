import type { Emitter, Listener } from './create-emitter.ts'

/** What every Element can do; react-stripe-js calls these. */
export type StripeElement = Listening & {
  mount(target: HTMLElement | string): void
  unmount(): void
  destroy(): void
  update(options: unknown): void
  focus(): void
  blur(): void
  clear(): void
  collapse(): void
}

type Listening = {
  on(type: string, listener: Listener): StripeElement
  once(type: string, listener: Listener): StripeElement
  off(type: string, listener?: Listener): StripeElement
}

/** Adds `on`, `once` and `off`, which answer with the element itself, as Stripe's do. */
export function makeElement<T extends Omit<StripeElement, keyof Listening>>(emitter: Emitter, own: T): T & Listening {
  const element: T & Listening = Object.assign(own, {
    on(type: string, listener: Listener) {
      emitter.on(type, listener)
      return element
    },
    once(type: string, listener: Listener) {
      emitter.once(type, listener)
      return element
    },
    off(type: string, listener?: Listener) {
      emitter.off(type, listener)
      return element
    },
  })
  return element
}

export function requireTarget(target: HTMLElement | string): HTMLElement {
  const found = typeof target === 'string' ? document.querySelector<HTMLElement>(target) : target
  if (found) return found
  throw new Error(`The selector you specified (${target}) applies to no DOM elements that are currently on the page.`)
}
