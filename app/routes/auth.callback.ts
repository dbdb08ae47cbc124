import type { LoaderFunctionArgs } from '@remix-run/node'
import { finishProvider } from '#app/auth/finish-provider.server.ts'

/** Where Auth sends the browser after Apple's or Google's page. It always leads on: nobody sees this address. */
export function loader({ request, context }: LoaderFunctionArgs) {
  return finishProvider({ request, context })
}
