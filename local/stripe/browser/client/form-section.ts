import type { EnteredOrFault } from './stripe-js-types.ts'

/** The fields of one way to pay; only those of the chosen one are shown. */
export type FormSection = {
  element: HTMLElement
  type: string
  isComplete(): boolean
  isEmpty(): boolean
  /** What was entered, or what is wrong with it; what is wrong is then also shown at the field. */
  read(): EnteredOrFault
  setBusy(busy: boolean): void
  focus(): void
  clear(): void
}
