import type { Listener } from './create-emitter.ts'

/** What every Element can do; react-stripe-js calls these. */
export type StripeElement = {
  mount(target: HTMLElement | string): void
  unmount(): void
  destroy(): void
  on(type: string, listener: Listener): StripeElement
  once(type: string, listener: Listener): StripeElement
  off(type: string, listener?: Listener): StripeElement
  update(options: unknown): void
  focus(): void
  blur(): void
  clear(): void
  collapse(): void
}

export function requireTarget(target: HTMLElement | string): HTMLElement {
  const found = typeof target === 'string' ? document.querySelector<HTMLElement>(target) : target
  if (!found)
    throw new Error(
      `The selector you specified (${String(target)}) applies to no DOM elements that are currently on the page.`,
    )
  return found
}
