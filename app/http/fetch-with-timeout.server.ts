const pagePatienceMs = 10_000

/** `fetch` that gives up: a backend that hangs must become an error page, not a page that never comes. */
export function fetchWithTimeout(
  input: RequestInfo | URL,
  init?: RequestInit,
  patienceMs = pagePatienceMs,
): Promise<Response> {
  const timeout = AbortSignal.timeout(patienceMs)
  return fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout })
}
