const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ', hellip: '…' }

/** The text part of a mail, out of its HTML: links are written out, blocks become lines. */
export function toPlainText(html: string): string {
  return (
    html
      .replace(/<(style|title|head)\b[\s\S]*?<\/\1>/gi, '')
      .replace(/<!--[\s\S]*?-->/g, '')
      // The line that only lists of mails show.
      .replace(/<div style="display: none[^>]*>[\s\S]*?<\/div>/gi, '')
      .replace(
        /<a\b[^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a\s*>/gi,
        (_, href: string, label: string) => `${label.trim()}: ${href}`,
      )
      .replace(/<\/(p|h\d|div|td|tr|table)>|<br\s*\/?>/gi, '\n')
      .replace(/<[^>]+>/g, '')
      .replace(/&([a-z]+|#\d+);/gi, (whole, name: string) => entities[name] ?? whole)
      .split('\n')
      .map((line) => line.trim().replace(/\s+/g, ' '))
      .filter((line, index, lines) => line !== '' || lines[index - 1] !== '')
      .join('\n')
      .trim()
  )
}
