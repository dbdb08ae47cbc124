import { createEmitter } from './create-emitter.ts'
import { makeElement, requireTarget, type StripeElement } from './element.ts'

/** An Element that the stand-in does not model: it takes its place, shows nothing, and says that it is ready. */
export function createInertElement(type: string, forget: () => void): StripeElement {
  const emitter = createEmitter()
  return makeElement(emitter, {
    mount(target) {
      requireTarget(target)
      // Listeners are attached after mounting, so readiness must not be announced at once.
      setTimeout(() => emitter.emit('ready', { elementType: type }))
    },
    unmount() {},
    destroy: forget,
    update() {},
    focus() {},
    blur() {},
    clear() {},
    collapse() {},
  })
}
