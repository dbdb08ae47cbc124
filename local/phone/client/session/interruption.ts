import type { TabName } from '../phone.ts'

/** What was under way when a session ended by itself. */
export type Interruption = {
  userId: string
  tab: TabName
  /** What is said once our server has taken a purchase that was paid by then. */
  bought: string | null
  /** Something else to be said of what was under way. */
  note: string | null
}

/** What a screen knows of the thing that was interrupted. */
export type Begun = Partial<Pick<Interruption, 'bought' | 'note'>>

const SIGN_IN_AGAIN = 'Your session has ended. Please sign in again.'

/** Keeps it until somebody is signed in again: the same user goes on, another one begins. */
export function createInterruptions() {
  let lastUserId: string | null = null
  let current: Interruption | null = null

  return {
    /** The session is about to be gone, and with it whose it was. */
    noteUser: (userId: string): void => {
      lastUserId = userId
    },
    current: () => current,
    begin(tab: TabName | null, { bought, note }: Begun): void {
      if (!lastUserId) return
      // A second notice of the same end must not forget what the first one knew.
      const known = current?.userId === lastUserId ? current : null
      current = {
        userId: lastUserId,
        tab: tab ?? known?.tab ?? 'Home',
        bought: bought ?? known?.bought ?? null,
        note: note ?? known?.note ?? null,
      }
    },
    take(userId: string | undefined): Interruption | null {
      const taken = current?.userId === userId ? current : null
      current = null
      return taken
    },
    forget: (): void => {
      current = null
    },
  }
}

/** Nothing that was begun is lost, and it is said. */
export function describeInterruption(interruption: Interruption | null): string {
  if (!interruption) return SIGN_IN_AGAIN
  if (interruption.bought) return `${SIGN_IN_AGAIN} Your purchase is safe: it opens as soon as you are back.`
  return [SIGN_IN_AGAIN, interruption.note, 'You go on where you were.'].filter(Boolean).join(' ')
}
