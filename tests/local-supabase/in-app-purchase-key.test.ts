import { createPrivateKey, createPublicKey } from 'node:crypto'
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { inAppPurchaseKeyFile, openInAppPurchaseKey } from '../../local/in-app-purchase-key.ts'
import { readLocalSettings, toFunctionSecrets } from '../../local/local-environment.ts'

const folder = path.resolve(import.meta.dirname, '../../.tandem/test', `purchase-key-${process.pid}`)
const file = path.join(folder, inAppPurchaseKeyFile)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the key for the App Store Server API is made at the first start and kept', () => {
  const key = openInAppPurchaseKey(folder)
  expect(key.keyId).toMatch(/^[A-Z0-9]{10}$/)
  expect(createPrivateKey(key.privateKeyPem).asymmetricKeyDetails?.namedCurve).toBe('prime256v1')
  const ownPublicKey = createPublicKey(key.privateKeyPem).export({ type: 'spki', format: 'pem' })
  expect(key.publicKeyPem).toBe(ownPublicKey)
  expect(openInAppPurchaseKey(folder)).toEqual(key)
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0)
})

test('a damaged file is replaced: nothing depends on an old key', () => {
  writeFileSync(file, '{"issuerId":')
  const key = openInAppPurchaseKey(folder)
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(key)
})

test('stores that forget get a key that nobody keeps', () => {
  expect(openInAppPurchaseKey(null).keyId).not.toBe(openInAppPurchaseKey(null).keyId)
})

test('the functions get the key on one line, as a file of variables needs it', () => {
  const inAppPurchaseKey = openInAppPurchaseKey(null)
  const addresses = {
    stripe: 'http://127.0.0.1:1',
    appStore: 'http://127.0.0.1:2',
    web: 'http://localhost:3',
    mailbox: 'http://127.0.0.1:4',
  }
  const trust = { rootCertificate: new Uint8Array([1, 2]), inAppPurchaseKey }
  const secrets = toFunctionSecrets(addresses, readLocalSettings({}), trust)
  expect(secrets).toMatchObject({
    APPLE_IAP_ISSUER_ID: inAppPurchaseKey.issuerId,
    APPLE_IAP_KEY_ID: inAppPurchaseKey.keyId,
    APPLE_SERVER_API_URL: addresses.appStore,
  })
  const line = secrets.APPLE_IAP_PRIVATE_KEY ?? ''
  expect(line).not.toContain('\n')
  expect(`${line.replaceAll('\\n', '\n')}\n`).toBe(inAppPurchaseKey.privateKeyPem)
})
