import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { endSession } from '#app/auth/end-session.server.ts'

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData()
  return endSession(form, { request, context })
}

export function loader() {
  return redirect('/')
}
