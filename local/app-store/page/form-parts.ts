import { html } from 'hono/html'

/** [value, what people read] */
export type Choice = readonly [string, string]

export type Fields = Readonly<Record<string, string>>

/** A form of one button. `about` tells people who hear the page which of many equal buttons this is. */
export function actionButton(path: string, label: string, about = '', fields: Fields = {}) {
  return html`<form method="post" action="${path}">${hiddenFields(fields)}<button
    ${about ? html` aria-label="${label}: ${about}"` : ''}>${label}</button></form>`
}

export function hiddenFields(fields: Fields) {
  return Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)
}

export function submitButton(label: string, about = '') {
  return html`<button${about ? html` aria-label="${label}: ${about}"` : ''}>${label}</button>`
}

export function textField(name: string, label: string, value = '', isRequired = true) {
  return html`<label>${label} <input name="${name}" value="${value}" maxlength="100" autocomplete="off"
    autocapitalize="off" spellcheck="false" ${isRequired ? 'required' : ''}></label>`
}

export function numberField(name: string, label: string, value: number | string, step = '1') {
  return html`<label>${label} <input name="${name}" type="number" inputmode="decimal" min="0" step="${step}"
    value="${value}"></label>`
}

export function choiceField(name: string, label: string, choices: readonly Choice[], chosen = '') {
  return html`<label>${label} <select name="${name}">${choices.map(
    ([value, text]) => html`<option value="${value}" ${value === chosen ? 'selected' : ''}>${text}</option>`,
  )}</select></label>`
}

/** Unticked boxes are not sent: the route reads their absence as no. */
export function tickField(name: string, label: string, isTicked: boolean) {
  return html`<label class="tick"><input type="checkbox" name="${name}" value="yes" ${isTicked ? 'checked' : ''}> ${label}</label>`
}
