import type { z } from 'zod'
import type { WebhookTrouble } from '../../events/webhook-trouble.ts'
import type { World } from '../../world.ts'

/** What an act may touch. */
export type Account = { world: World; trouble: WebhookTrouble }

/**
 * Something that a test or a person may do to the account from outside the API: as JSON at `/control` + path, and as a
 * form of the control page at the path itself.
 */
export type Act = {
  method: 'POST' | 'DELETE'
  path: string
  input: z.ZodType
  run(account: Account, input: never, id: string): { answer: object | null; note: string }
}

export function defineAct<S extends z.ZodType>(act: {
  method?: 'POST' | 'DELETE'
  path: string
  input: S
  run(account: Account, input: z.infer<S>, id: string): { answer: object | null; note: string }
}): Act {
  return { method: 'POST', ...act } as Act
}
