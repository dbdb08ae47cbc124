import type { TaskDeps } from '../_shared/apple/run-tasks.ts'
import type { SignIntroductoryOffer } from '../_shared/apple/sign-introductory-offer.ts'
import type { VerifyAppTransaction } from '../_shared/apple/verify-app-transaction.ts'

export type AppStoreTransactionsDeps = TaskDeps & {
  requireUser: (request: Request) => Promise<{ id: string }>
  verifyAppTransaction: VerifyAppTransaction
  signIntroductoryOffer: SignIntroductoryOffer
  /** Takes what goes on after the answer. */
  afterAnswer: (work: Promise<unknown>) => void
}
