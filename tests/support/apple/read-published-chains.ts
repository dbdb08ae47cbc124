import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/** The certificates that Apple tests its own library with: they come with the package, its real ones of 2025 among them. */
export function readPublishedCertificates() {
  const library = createRequire(import.meta.url).resolve('@apple/app-store-server-library')
  const source = readFileSync(path.join(path.dirname(library), 'tests/unit-tests/jws_verification.test.js'), 'utf8')
  const constants = new Map(
    [...source.matchAll(/^const (\w+)_BASE64_ENCODED = "([^"]+)"/gm)].map(([, ...pair]) => pair as [string, string]),
  )
  return (name: string): string => {
    const certificate = constants.get(name)
    if (!certificate) throw new Error(`Apple’s tests have no certificate ${name}`)
    return certificate
  }
}
