type Attribute = string | number | boolean | null | undefined | ((event: Event) => void)
export type Child = Node | string | null | false

/** Makes an element. Text stays text: nothing in this app is ever parsed as HTML. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Attribute> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const created = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) setAttribute(created, name, value)
  created.append(...children.filter((child) => child !== null && child !== false))
  return created
}

function setAttribute(target: HTMLElement, name: string, value: Attribute): void {
  if (typeof value === 'function') target.addEventListener(name.slice(2), value)
  else if (value === true) target.setAttribute(name, '')
  else if (value !== false && value !== null && value !== undefined) target.setAttribute(name, String(value))
}
