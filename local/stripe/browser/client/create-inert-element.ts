import { createEmitter } from './create-emitter.ts'
import { requireTarget, type StripeElement } from './element.ts'

/** An Element that the stand-in does not model: it takes its place, shows nothing, and says that it is ready. */
export function createInertElement(type: string, forget: () => void): StripeElement {
  const emitter = createEmitter()
  const element: StripeElement = {
    mount(target) {
      requireTarget(target)
      // Listeners are attached after mounting, so readiness must not be announced at once.
      setTimeout(() => emitter.emit('ready', { elementType: type }))
    },
    unmount() {},
    destroy: forget,
    on(event, listener) {
      emitter.on(event, listener)
      return element
    },
    once(event, listener) {
      emitter.once(event, listener)
      return element
    },
    off(event, listener) {
      emitter.off(event, listener)
      return element
    },
    update() {},
    focus() {},
    blur() {},
    clear() {},
    collapse() {},
  }
  return element
}
