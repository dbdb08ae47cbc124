import { Form, Link } from '@remix-run/react'

/**
 * For who has paid already under another sign-in: Apple's "Hide My Email" makes a second account of one person, and they would
 * pay twice.
 */
export function SubscribedBefore({ isSignedIn }: { isSignedIn: boolean }) {
  if (!isSignedIn)
    return (
      <p className="text-muted">
        Already a subscriber?{' '}
        <Link to="/sign-in" className="text-link">
          Sign in the way you did before
        </Link>
      </p>
    )
  return (
    <Form method="post" action="/sign-out" className="text-muted">
      <input type="hidden" name="next" value="/sign-in" />
      Already a subscriber, but not with this sign-in?{' '}
      <button type="submit" className="text-link">
        Sign in the way you did before
      </button>
      , or{' '}
      <Link to="/account/move" className="text-link">
        move your App Store purchase here
      </Link>
      .
    </Form>
  )
}
