import { Form, NavLink } from '@remix-run/react'
import { ButtonLink } from '#app/components/button.tsx'

const item =
  'flex min-h-11 items-center rounded-control px-3 font-medium hover:bg-sunken aria-[current=page]:text-brand aria-[current=page]:underline aria-[current=page]:decoration-2 aria-[current=page]:underline-offset-8'

/** The same list stands in a row on wide screens and in the menu on narrow ones. */
export function SiteNavigation({ isSignedIn }: { isSignedIn: boolean }) {
  return (
    <ul className="flex flex-col gap-1 md:flex-row md:items-center">
      <li>
        <NavLink to="/lessons" className={item}>
          Lessons
        </NavLink>
      </li>
      <li>
        <NavLink to="/pricing" className={item}>
          Pricing
        </NavLink>
      </li>
      {isSignedIn ? <MemberItems /> : <VisitorItems />}
    </ul>
  )
}

function MemberItems() {
  return (
    <>
      <li>
        <NavLink to="/account" className={item}>
          Account
        </NavLink>
      </li>
      <li>
        <Form method="post" action="/sign-out">
          <button type="submit" className={`${item} w-full`}>
            Sign out
          </button>
        </Form>
      </li>
    </>
  )
}

function VisitorItems() {
  return (
    <>
      <li>
        <NavLink to="/sign-in" className={item}>
          Sign in
        </NavLink>
      </li>
      <li className="mt-2 md:mt-0 md:ml-2">
        <ButtonLink to="/sign-up" isWide>
          Create an account
        </ButtonLink>
      </li>
    </>
  )
}
