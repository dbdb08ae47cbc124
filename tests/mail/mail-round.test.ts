import { expect, test } from 'vitest'
import type { Database } from '../../supabase/functions/_shared/database/connect.ts'
import { createLog } from '../../supabase/functions/_shared/log.ts'
import { createMailRound } from '../../supabase/functions/_shared/mail/create-mail-round.ts'

/** A round over a database that has nothing to send, and whose rest ends when the test says so. */
function openRound(call: Database['call'] = async () => []) {
  const rests: (() => void)[] = []
  const works: Promise<unknown>[] = []
  const lines: string[] = []
  let calls = 0
  const sendMailsLater = createMailRound({
    database: {
      call: (...args) => {
        calls += 1
        return call(...args)
      },
      close: async () => {},
    },
    sendMail: async () => 'sent',
    siteUrl: 'https://tandem.example',
    log: createLog('test', (line) => lines.push(line)),
    wait: () => new Promise((resolve) => rests.push(resolve)),
    afterAnswer: (work) => works.push(work),
  })
  return { sendMailsLater, rests, works, lines, calls: () => calls }
}

test('many events at once make one round', async () => {
  const round = openRound()
  for (let event = 0; event < 3; event++) round.sendMailsLater()
  expect(round.calls()).toBe(0)
  // They came before its rest was over, but not before it began.
  while (round.rests.length > 0) {
    round.rests.shift()?.()
    await new Promise(setImmediate)
  }
  await Promise.all(round.works)
  expect(round.calls()).toBe(2)
  expect(round.works).toHaveLength(3)
})

test('one event makes one round, and the next event another', async () => {
  const round = openRound()
  for (const expected of [1, 2]) {
    round.sendMailsLater()
    round.rests.shift()?.()
    await Promise.all(round.works)
    expect(round.calls()).toBe(expected)
  }
})

test('a database that is away is told to the log, and the next event tries again', async () => {
  let isAway = true
  const round = openRound(async () => {
    if (isAway) throw new Error('away')
    return []
  })
  for (const expected of [1, 1]) {
    round.sendMailsLater()
    round.rests.shift()?.()
    await Promise.all(round.works)
    expect(round.lines).toHaveLength(expected)
    isAway = false
  }
  expect(round.lines[0]).toContain('Owed mails not sent')
  expect(round.calls()).toBe(2)
})
