import { drawShape } from './draw-shape.ts'

const SHAPES: [keyof SVGElementTagNameMap, Record<string, string>][] = [
  ['path', { class: 'shared', d: 'M20 6.2a10 10 0 0 1 0 15.6 10 10 0 0 1 0-15.6Z' }],
  ['circle', { class: 'ring', cx: '13.75', cy: '14', r: '10' }],
  ['circle', { class: 'ring', cx: '26.25', cy: '14', r: '10' }],
]

/** Two rings, one for each store; what they share is what a member has. The web wears the same mark. */
export function brandMark(): SVGElement {
  const mark = drawShape('svg', { class: 'brand-mark', viewBox: '0 0 40 28', 'aria-hidden': 'true' })
  mark.append(...SHAPES.map(([name, attributes]) => drawShape(name, attributes)))
  return mark
}
