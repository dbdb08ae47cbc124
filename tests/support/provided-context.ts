import type { Addresses } from '../../local/addresses.ts'

declare module 'vitest' {
  /** What the global setups hand to the tests: read it with `inject`. */
  interface ProvidedContext {
    postgresUrl: string
    stacks: Addresses[]
  }
}
