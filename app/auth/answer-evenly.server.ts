import { setTimeout as wait } from 'node:timers/promises'

/** Longer than Auth and a mail server usually take together. */
const leastMs = 1_000

/** The answer, but no sooner than after a second: a quick one would tell that no mail was sent, and so who has an account. */
export async function answerEvenly<Answer>(answer: Promise<Answer>): Promise<Answer> {
  const [settled] = await Promise.all([answer, wait(leastMs)])
  return settled
}
