import { providerMarks } from '../../../../app/auth/provider-marks.ts'
import { PROVIDER_NAMES, type Provider } from '../identity/provider.ts'
import { actionButton } from './action-button.ts'
import { drawShape } from './draw-shape.ts'

/** Apple's and Google's own buttons; the website draws the same marks. */
export function providerButton(provider: Provider, work: () => Promise<void> | void): HTMLButtonElement {
  const { viewBox, paths } = providerMarks[provider]
  const mark = drawShape('svg', { class: 'provider-mark', viewBox, 'aria-hidden': 'true' })
  mark.append(...paths.map((path) => drawShape('path', path)))
  const button = actionButton(`Continue with ${PROVIDER_NAMES[provider]}`, provider, work)
  button.prepend(mark)
  return button
}
