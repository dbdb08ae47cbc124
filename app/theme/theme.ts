/** `system` follows the device and needs no cookie. */
export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** Whatever a cookie or a form says, as a theme. */
export function toTheme(value: unknown): Theme {
  return themes.find((theme) => theme === value) ?? 'system'
}
