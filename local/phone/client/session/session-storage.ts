import type { Session } from './session.ts'

const KEY = 'tandem.session'

export type SessionStorage = { read: () => Session | null; write: (session: Session | null) => void }

/** Where iOS has its keychain. */
export function createSessionStorage(storage: Storage, noteUser: (userId: string) => void): SessionStorage {
  return {
    read() {
      try {
        const session = JSON.parse(storage.getItem(KEY) ?? 'null') as Session | null
        if (session) noteUser(session.user.id)
        return session
      } catch {
        return null
      }
    },
    write(session) {
      if (session) storage.setItem(KEY, JSON.stringify(session))
      else storage.removeItem(KEY)
    },
  }
}
