import type { Session } from './session.ts'

const KEY = 'tandem.session'

export type SessionStorage = { read: () => Session | null; write: (session: Session | null) => void }

/** Where iOS has its keychain. */
export function createSessionStorage(storage: Storage): SessionStorage {
  return {
    read() {
      try {
        return JSON.parse(storage.getItem(KEY) ?? 'null') as Session | null
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
