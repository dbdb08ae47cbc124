import { isRouteErrorResponse } from '@remix-run/react'

export type ErrorWords = { status: number; title: string; text: string }

const sentences: Record<number, Omit<ErrorWords, 'status'>> = {
  404: { title: 'There is nothing at this address', text: 'The page may have moved, or the link has a mistake in it.' },
  405: { title: 'That did not work', text: 'This page does not take what was sent to it.' },
  500: { title: 'Something went wrong on our side', text: 'It has been noted. Please try again.' },
  503: {
    title: 'We will be right back',
    text: 'A part of the site does not answer at the moment. Please try again in a minute.',
  },
}

/** An error in words for people. Causes stay in the server's log. */
export function describeError(error: unknown): ErrorWords {
  const status = isRouteErrorResponse(error) ? error.status : 500
  const words = sentences[status] ?? sentences[status < 500 ? 405 : 500]!
  return { status, ...words }
}
