const NAMESPACE = 'http://www.w3.org/2000/svg'

export function drawShape(name: keyof SVGElementTagNameMap, attributes: Record<string, string>): SVGElement {
  const shape = document.createElementNS(NAMESPACE, name)
  for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value)
  return shape
}
