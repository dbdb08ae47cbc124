import type { Context } from 'hono'
import { controlPage } from '../page/control-page.ts'
import { readNote } from '../page/notes.ts'
import { StoreError } from '../store-error.ts'
import type { PageParts } from './create-page-routes.ts'

/** What was done, as a word of `notes.ts`, and the id of the card that shows it. */
export type Done = { note: string; at?: string }

export function showPage(context: Context, { control, gate }: PageParts, refusal: string | null) {
  const account = context.req.query('account') ?? readAskedAccount(context)
  const message = refusal ?? readNote(context.req.query('done'))
  return context.html(
    controlPage({ store: control.describe(), limits: gate.limits, account: account || null, message }),
  )
}

/** Back to the page and to the card; a refusal is said at once. */
export async function showResult(context: Context, parts: PageParts, work: () => Promise<Done>) {
  try {
    const { note, at } = await work()
    await parts.control.settle()
    const account = readAskedAccount(context)
    const query = new URLSearchParams({ ...(account && { account }), done: note })
    return context.redirect(`/?${query}${at ? `#${at}` : ''}`, 303)
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
    context.status(error.status)
    return showPage(context, parts, error.message)
  }
}

/** Who looks at one Apple Account goes on looking at it after pressing a button there. */
function readAskedAccount(context: Context): string {
  const referer = context.req.header('referer')
  return referer && URL.canParse(referer) ? (new URL(referer).searchParams.get('account') ?? '') : ''
}
