import { generateKeyPairSync, randomInt, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const keySchema = z.object({
  issuerId: z.uuid(),
  keyId: z.string().regex(/^[A-Z0-9]{10}$/),
  privateKeyPem: z.string().min(1),
  publicKeyPem: z.string().min(1),
})

/** What App Store Connect hands out under "In-App Purchase": who asks, with which key. The simulator knows the public half. */
export type InAppPurchaseKey = z.infer<typeof keySchema>

export const inAppPurchaseKeyFile = 'in-app-purchase-key.json'

/** The key of this local stack, made at its first start; with no folder, one that nobody keeps. */
export function openInAppPurchaseKey(dataDir: string | null): InAppPurchaseKey {
  const file = dataDir && path.join(dataDir, inAppPurchaseKeyFile)
  const kept = file && readKept(file)
  if (kept) return kept
  const key = createKey()
  if (dataDir && file) {
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(file, JSON.stringify(key), { mode: 0o600 })
  }
  return key
}

function readKept(file: string): InAppPurchaseKey | null {
  try {
    return keySchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    // Nothing depends on an old key: what is missing, damaged or half written is replaced.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null
    throw error
  }
}

function createKey(): InAppPurchaseKey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  return { issuerId: randomUUID(), keyId: createKeyId(), privateKeyPem: privateKey, publicKeyPem: publicKey }
}

/** Ten capitals and digits, as Apple's are. */
function createKeyId(): string {
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'
  return Array.from({ length: 10 }, () => signs[randomInt(signs.length)]).join('')
}
