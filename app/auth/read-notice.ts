import {
  describeChange,
  describeLinked,
  describeProblem,
  type Notice,
  type Problem,
  problems,
} from '#app/auth/notices.ts'
import { isProvider } from '#app/auth/providers.ts'

/** What the address says has happened on the way here, as a sentence of ours: nobody can put words of their own on the page. */
export function readNotice(request: Request): Notice | null {
  const { searchParams } = new URL(request.url)
  const linked = searchParams.get('linked')
  if (isProvider(linked)) return describeLinked(linked)

  const problem = searchParams.get('problem') ?? ''
  if (!isProblem(problem)) return describeChange(searchParams.get('changed') ?? '')
  const provider = searchParams.get('with')
  return describeProblem(problem, isProvider(provider) ? provider : null)
}

function isProblem(value: string): value is Problem {
  return Object.hasOwn(problems, value)
}
