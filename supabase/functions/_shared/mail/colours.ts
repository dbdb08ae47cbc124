/** Those of app/app.css, written out: mail programs know no variables. */
export const light = {
  paper: '#faf7f1',
  surface: '#fffdf9',
  sunken: '#f1ece2',
  line: '#ddd5c6',
  ink: '#1b2420',
  muted: '#555d57',
  brand: '#0d5c4b',
  onBrand: '#ffffff',
  accent: '#f2b84b',
} as const

export const dark: Record<keyof typeof light, string> = {
  paper: '#111614',
  surface: '#1a211e',
  sunken: '#0c100f',
  line: '#323c37',
  ink: '#edefe9',
  muted: '#a9b4ad',
  brand: '#7bd3b3',
  onBrand: '#08221b',
  accent: '#e5ad45',
}
