import { drawShape } from './draw-shape.ts'

/** Drawn on a 24 × 24 grid, in strokes. */
const PATHS = {
  home: 'M4 11.2 12 4.5l8 6.7M6.2 9.6v9h4.1v-5h3.4v5h4.1v-9',
  lessons:
    'M12 6.6C10.2 5.3 7.6 4.8 4.2 5v12.6c3.4-.2 6 .3 7.8 1.6 1.8-1.3 4.4-1.8 7.8-1.6V5c-3.4-.2-6 .3-7.8 1.6Zm0 0v12.6',
  subscribe: 'm12 4.2 2.4 4.9 5.4.8-3.9 3.8.9 5.4L12 16.5l-4.8 2.6.9-5.4-3.9-3.8 5.4-.8L12 4.2Z',
  lock: 'M7.5 10.5V8a4.5 4.5 0 0 1 9 0v2.5M6 10.5h12v9H6v-9Z',
  chevron: 'm9.5 5.5 6.5 6.5-6.5 6.5',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  check: 'm5.5 12.5 4.3 4.3 8.7-9.6',
  refresh: 'M19.5 12a7.5 7.5 0 1 1-2.2-5.3l2.2 2.2m0-4.4v4.4h-4.4',
} as const

export type IconName = keyof typeof PATHS

/** Decoration only: the words beside it say the same. */
export function icon(name: IconName): SVGElement {
  const svg = drawShape('svg', { viewBox: '0 0 24 24', class: `icon icon-${name}`, 'aria-hidden': 'true' })
  svg.append(drawShape('path', { d: PATHS[name] }))
  return svg
}
