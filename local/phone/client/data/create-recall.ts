import { isNoAnswer, OfflineError } from '../wire/api-error.ts'
import type { OfflineStore } from './create-offline-store.ts'
import type { Remembered } from './offline-memory.ts'

const NO_USE = {
  too_old:
    'This phone has had no answer for more than three days. Connect to the internet, and what you have opens again.',
  clock_set_back: 'The clock of this phone was set back. Connect to the internet, so that we can see what you have.',
}

export type ReadOrRecall = ReturnType<typeof createRecall>

/** The server's answer; without one, what is remembered, as long as that counts. `recall` answers null when it knows nothing. */
export function createRecall(memory: OfflineStore) {
  return async function readOrRecall<T>(
    ask: () => Promise<T>,
    recall: (remembered: Remembered) => T | null,
  ): Promise<T> {
    try {
      return await ask()
    } catch (error) {
      if (!isNoAnswer(error)) throw error
      const { is, remembered } = memory.recall()
      if (is === 'too_old' || is === 'clock_set_back') throw new OfflineError(NO_USE[is], { cause: error })
      const recalled = is === 'usable' && remembered ? recall(remembered) : null
      if (recalled === null) throw error
      return recalled
    }
  }
}
