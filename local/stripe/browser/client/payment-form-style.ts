import type { Appearance } from './stripe-js-types.ts'

const light = {
  colorPrimary: '#0570de',
  colorBackground: '#ffffff',
  colorText: '#30313d',
  colorDanger: '#c0123c',
  colorTextSecondary: '#5b606c',
  colorTextPlaceholder: '#6a6f7d',
  border: '#c9ccd4',
}
const night = {
  colorPrimary: '#85d996',
  colorBackground: '#30313d',
  colorText: '#ffffff',
  colorDanger: '#fe87a1',
  colorTextSecondary: '#c3c5cf',
  colorTextPlaceholder: '#a9abb8',
  border: '#565866',
}
const shape = {
  fontFamily: 'system-ui, sans-serif',
  fontSizeBase: '1rem',
  borderRadius: '5px',
  spacingUnit: '4px',
}

/** The `theme` and `variables` of the Appearance API, as far as our pages use them. */
export function toCustomProperties(appearance: Appearance | undefined): [name: string, value: string][] {
  const colors = appearance?.theme === 'night' ? night : light
  const values: Record<string, string> = { ...colors, ...shape, ...appearance?.variables }
  return Object.entries(values).map(([name, value]) => [`--${name}`, value])
}

export const paymentFormStyle = `
:host { display: block; font-family: var(--fontFamily); font-size: var(--fontSizeBase); color: var(--colorText); }
.form { display: grid; gap: calc(var(--spacingUnit) * 4); }
fieldset { all: unset; display: grid; grid-template-columns: 1fr 1fr; gap: calc(var(--spacingUnit) * 3); }
fieldset.choices { grid-template-columns: 1fr; gap: 0; border: 1px solid var(--border); border-radius: var(--borderRadius); }
[hidden] { display: none !important; }
legend { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.number, .iban, .save { grid-column: 1 / -1; }
.choice { display: flex; gap: .6em; align-items: center; margin: 0; padding: .7em .75em; cursor: pointer; font-size: 1em; }
.choice + .choice { border-top: 1px solid var(--border); }
.choice input, .save input { flex: none; width: 1.1em; height: 1.1em; margin: 0; padding: 0; accent-color: var(--colorPrimary); }
.save { display: flex; gap: .6em; align-items: center; margin: 0; }
label { display: block; font-size: .9em; margin-bottom: var(--spacingUnit); color: var(--colorText); }
input { box-sizing: border-box; width: 100%; font: inherit; padding: .7em .75em; color: var(--colorText);
  background: var(--colorBackground); border: 1px solid var(--border); border-radius: var(--borderRadius); }
input::placeholder { color: var(--colorTextPlaceholder); opacity: 1; }
input:focus { outline: 2px solid var(--colorPrimary); outline-offset: 1px; border-color: var(--colorPrimary); }
input[aria-invalid=true] { border-color: var(--colorDanger); color: var(--colorDanger); }
[aria-busy=true] { cursor: progress; }
.expires { margin-left: auto; color: var(--colorTextSecondary); }
.error { margin: var(--spacingUnit) 0 0; font-size: .875em; color: var(--colorDanger); }
.error:empty { display: none; }
.hint { margin: 0; font-size: .8125em; color: var(--colorTextSecondary); }
`
