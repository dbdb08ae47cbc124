import { buildAppTransaction, buildNotification, buildRenewal, buildTransaction, signedAt } from './build-payloads.ts'
import type { SignedKind } from './signed-case.ts'

/** A payload of each kind, signed at the same moment, whatever its field for that is called. */
export function buildPayloadOf(kind: SignedKind, overrides: Record<string, unknown> = {}): object {
  switch (kind) {
    case 'transaction':
      return buildTransaction(overrides)
    case 'renewal':
      return buildRenewal({ signedDate: signedAt, ...overrides })
    case 'app_transaction':
      return buildAppTransaction(overrides)
    case 'notification':
      return buildNotification({ signedDate: signedAt, ...overrides })
  }
}
