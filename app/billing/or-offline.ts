import type { ShouldRevalidateFunction } from '@remix-run/react'

/** The server could not be reached, or did not answer as ours does. */
export type Offline = { kind: 'offline' }

export const offlineSentence =
  'We could not reach the server. Nothing was charged. Check your connection, then try again; what you entered is kept.'

/**
 * For a `clientAction`: makes a lost connection an answer. As an error it would put the error page in the place of the card
 * form, with everything that was typed into it. Redirects and thrown answers pass.
 */
export async function orOffline<Answer>(ask: () => Promise<Answer>): Promise<Answer | Offline> {
  try {
    return await ask()
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    // A request that a newer one has replaced is no fault; its answer is not looked at.
    if (cause.name !== 'AbortError') console.error(cause)
    return { kind: 'offline' }
  }
}

/** For `shouldRevalidate`: reading the page again would fail as well, and that failure would be an error page. */
export const unlessOffline: ShouldRevalidateFunction = ({ actionResult, defaultShouldRevalidate }) =>
  actionResult?.kind !== 'offline' && defaultShouldRevalidate
