export type PdfLine = { text: string; size?: number; right?: string }

const [width, height, margin] = [595, 842, 56]

/**
 * One A4 page of text. A PDF is a list of numbered objects and a table of where each of them begins
 * (ISO 32000-1, 7.5); Latin-1 is all that the built-in Helvetica shows.
 */
export function writePdf(title: string, lines: readonly PdfLine[]): Uint8Array<ArrayBuffer> {
  const content = layOut(lines)
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    `<< /Title ${quote(title)} /Producer (Stripe simulator of Tandem) >>`,
  ]
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = file.length
    file += `${index + 1} 0 obj\n${object}\nendobj\n`
    return offset
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const count = objects.length + 1
  file += `xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R /Info 6 0 R >>\n`
  file += `startxref\n${file.lastIndexOf('xref\n0')}\n%%EOF\n`
  return Uint8Array.from(Buffer.from(file, 'latin1'))
}

/** From the top down; `right` stands at a column of its own. */
function layOut(lines: readonly PdfLine[]): string {
  let y = height - margin
  const shown = lines.map(({ text, size = 11, right }) => {
    y -= size * 1.6
    const put = (x: number, words: string) => `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y.toFixed(1)} Tm ${quote(words)} Tj ET`
    return right === undefined ? put(margin, text) : `${put(margin, text)}\n${put(width - margin - 110, right)}`
  })
  return shown.join('\n')
}

/** What Latin-1 does not have becomes a question mark, so that every character stays one byte. */
function quote(text: string): string {
  const plain = text.replaceAll('–', '-').replaceAll(/[^\x20-\xff]/g, '?')
  return `(${plain.replaceAll(/[\\()]/g, '\\$&')})`
}
