import { actionButton } from '../view/action-button.ts'
import { element } from '../view/element.ts'
import { factRow, group } from '../view/list.ts'
import { openSheet } from '../view/open-sheet.ts'

export type SharedFile = { name: string; text: string; type: string }

/** UIActivityViewController, with the one thing in it that a web page can do. */
export function openShareSheet({ name, text, type }: SharedFile): void {
  const blob = new Blob([text], { type })
  const href = URL.createObjectURL(blob)
  openSheet(
    'Share',
    (sheet) => [
      group(null, [factRow('File', name), factRow('Size', `${Math.ceil(blob.size / 1000)} kB`)]),
      element(
        'div',
        { class: 'stack' },
        element('a', { class: 'button filled link', href, download: name }, 'Save to Files'),
        actionButton('Done', 'plain', sheet.close),
      ),
    ],
    () => URL.revokeObjectURL(href),
  )
}
