import { beforeEach, describe, expect, it } from 'vitest'
import {
  createTransactionUpdates,
  type TransactionUpdates,
} from '../../local/phone/client/store/create-transaction-updates.ts'
import type { StoreTransaction } from '../../local/phone/client/store/store-types.ts'
import { ApiError, OfflineError, SignedOutError } from '../../local/phone/client/wire/api-error.ts'

const first: StoreTransaction = { transaction_id: '1', transaction: 'first', renewal_info: null }
const second: StoreTransaction = { transaction_id: '2', transaction: 'second', renewal_info: null }

describe('transactions that the App Store has and our server has not', () => {
  let waiting: StoreTransaction[]
  let handedIn: string[]
  let answers: Map<string, Error>
  let userId: string | undefined
  let updates: TransactionUpdates

  beforeEach(() => {
    waiting = [first, second]
    handedIn = []
    answers = new Map()
    userId = 'ann'
    updates = createTransactionUpdates({
      unfinished: async () => waiting,
      async handIn({ transaction_id }) {
        handedIn.push(transaction_id)
        const answer = answers.get(transaction_id)
        if (answer) throw answer
        waiting = waiting.filter((one) => one.transaction_id !== transaction_id)
      },
      userId: () => userId,
    })
  })

  it('are handed in, and then there are none', async () => {
    expect(await updates.check()).toEqual({ taken: [first, second], refusal: null })
    expect(await updates.check()).toEqual({ taken: [], refusal: null })
  })

  it('are handed in once, however many ask at the same time', async () => {
    await Promise.all([updates.check(), updates.check(), updates.check({ isLaunch: true })])
    expect(handedIn).toEqual(['1', '2'])
  })

  it('are found by who asks while an older question is on its way: it is asked once more after it', async () => {
    let asked = 0
    let answer = () => {}
    const late = createTransactionUpdates({
      async unfinished() {
        asked += 1
        if (asked > 1) return [first]
        await new Promise<void>((resolve) => {
          answer = resolve
        })
        return []
      },
      handIn: async () => undefined,
      userId: () => userId,
    })
    const before = late.check()
    const [one, other] = [late.check(), late.check({ isLaunch: true })]
    answer()
    expect((await before).taken).toEqual([])
    expect(await Promise.all([one, other])).toEqual([
      { taken: [first], refusal: null },
      { taken: [first], refusal: null },
    ])
    expect(asked).toBe(2)
  })

  it('are asked for again after a question that failed', async () => {
    let asked = 0
    const failing = createTransactionUpdates({
      async unfinished() {
        asked += 1
        if (asked === 1) throw new OfflineError()
        return [first]
      },
      handIn: async () => undefined,
      userId: () => userId,
    })
    const [before, after] = await Promise.allSettled([failing.check(), failing.check()])
    expect(before.status).toBe('rejected')
    expect(after).toMatchObject({ status: 'fulfilled', value: { taken: [first] } })
  })

  it('are tried again when no answer came, and the next one is not kept waiting', async () => {
    answers.set('1', new OfflineError())
    expect((await updates.check()).taken).toEqual([second])
    answers.clear()
    expect((await updates.check()).taken).toEqual([first])
  })

  it('are not pressed on a server that refused them, until the next launch or the next user', async () => {
    answers.set('1', new ApiError(409, 'belongs_to_another_account', 'This purchase belongs to another account.'))
    expect((await updates.check()).refusal).toBe('This purchase belongs to another account.')
    await updates.check()
    expect(handedIn).toEqual(['1', '2'])
    await updates.check({ isLaunch: true })
    expect(handedIn).toEqual(['1', '2', '1'])
    userId = 'ben'
    answers.clear()
    expect((await updates.check()).taken).toEqual([first])
  })

  it('wait while a purchase is under way: its transaction is the purchase’s to hand in', async () => {
    await updates.pause(async () => {
      expect((await updates.check()).taken).toEqual([])
    })
    expect((await updates.check()).taken).toHaveLength(2)
  })

  it('wait until somebody is signed in', async () => {
    userId = undefined
    expect(await updates.check()).toEqual({ taken: [], refusal: null })
  })

  it('stop at a session that is over', async () => {
    answers.set('1', new SignedOutError())
    await expect(updates.check()).rejects.toBeInstanceOf(SignedOutError)
    expect(handedIn).toEqual(['1'])
  })
})
