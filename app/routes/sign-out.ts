import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { endSession } from '#app/auth/end-session.server.ts'

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return endSession(form.get('scope') === 'global' ? 'global' : 'local', { request, context })
}

export function loader() {
  return redirect('/')
}
