import { PROVIDER_NAMES, type Provider } from '../identity/provider.ts'

const KEY = 'tandem.last-method'

export type Method = Provider | 'email'
export type LastMethod = ReturnType<typeof createLastMethod>

/** How somebody signed in on this phone before; not who. */
export function createLastMethod(storage: Storage) {
  return {
    read(): string | null {
      const kept = storage.getItem(KEY)
      if (kept === 'apple' || kept === 'google') return PROVIDER_NAMES[kept]
      return kept === 'email' ? 'your e-mail address' : null
    },
    remember: (method: Method): void => storage.setItem(KEY, method),
  }
}
