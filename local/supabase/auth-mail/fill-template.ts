import { escapeHtml } from '../../../supabase/functions/_shared/mail/escape-html.ts'

/**
 * Fills in a template as Supabase Auth does: by Go's html/template, which escapes for the place. In the query of a link that
 * is percent-encoding, elsewhere HTML; a name that is not known becomes nothing. Only plain names: no conditions, no loops.
 */
export function fillTemplate(html: string, values: Record<string, string>): string {
  const inQuery = /(href="[^"]*\?)([^"]*)(")/g
  return html
    .replace(inQuery, (_, before: string, query: string, after: string) => {
      return `${before}${fill(query, values, encodeURIComponent)}${after}`
    })
    .replace(/\{\{\s*\.(\w+)\s*\}\}/g, (_, name: string) => escapeHtml(values[name] ?? ''))
}

/** A subject is no HTML. */
export function fillSubject(subject: string, values: Record<string, string>): string {
  return fill(subject, values, (value) => value.replace(/[\r\n]+/g, ' '))
}

function fill(text: string, values: Record<string, string>, protect: (value: string) => string): string {
  return text.replace(/\{\{\s*\.(\w+)\s*\}\}/g, (_, name: string) => protect(values[name] ?? ''))
}
