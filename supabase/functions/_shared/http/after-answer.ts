type EdgeRuntime = { waitUntil: (work: Promise<unknown>) => void }

/**
 * Lets work go on after the answer. The platform stops a worker that has answered, unless it is told what is still under way:
 * https://supabase.com/docs/guides/functions/background-tasks. Elsewhere the process lives on by itself.
 */
export function afterAnswer(work: Promise<unknown>): void {
  const { EdgeRuntime } = globalThis as { EdgeRuntime?: EdgeRuntime }
  EdgeRuntime?.waitUntil(work)
}
