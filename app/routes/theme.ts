import { type ActionFunctionArgs, data, redirect } from '@remix-run/node'
import { safeNext } from '#app/auth/safe-next.ts'
import { toTheme } from '#app/theme/theme.ts'
import { writeTheme } from '#app/theme/theme-cookie.server.ts'

export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData()
  const headers = { 'Set-Cookie': await writeTheme(toTheme(form.get('theme'))) }
  const next = form.get('next')
  return next === null ? data(null, { headers }) : redirect(safeNext(next, '/'), { headers })
}

export function loader() {
  return redirect('/')
}
