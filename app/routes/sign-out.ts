import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { endSession } from '#app/auth/end-session.server.ts'

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  const scope = form.get('scope') === 'global' ? 'global' : 'local'
  return endSession(scope, { request, context }, form.get('next'))
}

export function loader() {
  return redirect('/')
}
