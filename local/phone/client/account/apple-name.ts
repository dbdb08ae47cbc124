import type { Credential } from '../identity/provider.ts'
import type { Auth } from '../session/create-auth.ts'

const KEY = 'tandem.apple-name'

type Kept = { userId: string; data: Record<string, string> }
export type AppleName = ReturnType<typeof createAppleName>

/** Apple says a person's name once. It is kept on the phone until Auth has it. */
export function createAppleName(storage: Storage, auth: Auth) {
  function read(): Kept | null {
    try {
      return JSON.parse(storage.getItem(KEY) ?? 'null') as Kept | null
    } catch {
      return null
    }
  }

  async function save(): Promise<void> {
    const kept = read()
    if (!kept || kept.userId !== auth.session()?.user.id) return
    await auth.update({ data: kept.data })
    storage.removeItem(KEY)
  }

  return {
    remember({ fullName }: Credential): void {
      const userId = auth.session()?.user.id
      const full_name = [fullName?.given, fullName?.family].filter(Boolean).join(' ')
      if (!userId || !fullName || !full_name) return
      const data = { full_name, given_name: fullName.given, family_name: fullName.family }
      storage.setItem(KEY, JSON.stringify({ userId, data }))
    },
    /** Without an answer it is tried again at the next launch. */
    save: () => save().catch(() => undefined),
  }
}
