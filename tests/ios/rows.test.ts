import { readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { codingKeysOf } from './find-requests.ts'
import { parseSwiftFiles, type SwiftFile } from './swift-parser.ts'

const TYPES = readFileSync(path.resolve(import.meta.dirname, '../../app/database.types.ts'), 'utf8')

/** What a struct is decoded from: a table's row, or what a function returns. */
const SOURCES = {
  Plan: { table: 'plans' },
  Extra: { table: 'extras' },
  Entitlement: { table: 'entitlements' },
  OwnSubscription: { table: 'subscriptions' },
  OpenInvoice: { table: 'invoices' },
  RefundConsent: { table: 'refund_consents' },
  PurchaseOption: { function: 'purchase_options' },
  PurchasePermission: { function: 'begin_app_store_purchase' },
  DoublePayment: { function: 'double_payments' },
  DeviceSession: { function: 'my_sessions' },
} satisfies Record<string, { table: string } | { function: string }>

/** Not rows: what the functions answer, and what the device keeps for itself. */
const OTHERS = [
  'DeletedAccount',
  'ErrorAnswer',
  'KeptEntitlements',
  'MoveCode',
  'MovedPurchases',
  'OfferAnswer',
  'SellingStore',
  'SignInMethod',
  'SignInMethods',
  'Timestamp',
  'WebPurchaseRule',
]

let files: SwiftFile[] = []
beforeAll(async () => {
  files = await parseSwiftFiles('Sources/**/*.swift')
})

function columnsOf(source: { table: string } | { function: string }): string[] {
  const block =
    'table' in source
      ? new RegExp(`^      ${source.table}: \\{\\n        Row: \\{\\n([^}]*)\\}`, 'm')
      : new RegExp(`^      ${source.function}: \\{\\n        Args: .*\\n        Returns: \\{\\n([^}]*)\\}`, 'm')
  const [, body = ''] = block.exec(TYPES) ?? []
  return [...body.matchAll(/^\s+(\w+): /gm)].map(([, name = '']) => name)
}

describe('what the kit decodes', () => {
  it.each(Object.entries(SOURCES))('%s has fields of the database only', (struct, source) => {
    const columns = columnsOf(source)
    expect(columns.length).toBeGreaterThan(1)
    expect(codingKeysOf(struct, files).filter((key) => !columns.includes(key))).toEqual([])
  })

  it('is nothing else', () => {
    const decoded = files.flatMap(({ text }) =>
      [...text.matchAll(/(?:struct|enum) (\w+): [^{]*\b(?:Decodable|Codable)\b/g)].map(([, name = '']) => name),
    )
    expect(decoded.toSorted()).toEqual([...Object.keys(SOURCES), ...OTHERS].toSorted())
  })
})
