import { Sequence } from 'asn1js'
import type { Certificate } from '../certificate.ts'
import { CLOCK_SKEW_MS } from '../clock-skew.ts'
import { createCertificateId, readCertificateId } from './certificate-id.ts'
import { type CertificateStatus, parseOcspResponse, type StatusAnswer } from './parse-ocsp-response.ts'
import { verifyResponder } from './verify-responder.ts'

export type RevocationDeps = { fetch: typeof globalThis.fetch; now: () => Date }

const TIMEOUT_MS = 10_000

/** What the responder at `url` says about a certificate. Throws when it gives no answer, or none that proves anything. */
export async function readCertificateStatus(
  { certificate, issuer, url }: { certificate: Certificate; issuer: Certificate; url: URL },
  { fetch, now }: RevocationDeps,
): Promise<CertificateStatus> {
  const id = await createCertificateId(certificate, issuer)
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/ocsp-request' },
    body: toRequest(id),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (!answer.ok) throw new Error(`it answered ${answer.status}`)
  const response = parseOcspResponse(new Uint8Array(await answer.arrayBuffer()))
  await verifyResponder(response, issuer, now())
  const wanted = readCertificateId(id)
  const found = response.answers.find((one) => one.id === wanted)
  if (!found) throw new Error('it spoke of other certificates')
  // Somebody on the way may send an old answer again, of a time when the certificate was good.
  if (!isOfNow(found, now().getTime())) throw new Error('its answer is not of now')
  return found.status
}

function isOfNow({ thisUpdate, nextUpdate }: StatusAnswer, now: number): boolean {
  if (!nextUpdate) return false
  return now + CLOCK_SKEW_MS >= thisUpdate.getTime() && now - CLOCK_SKEW_MS <= nextUpdate.getTime()
}

/** An OCSPRequest about one certificate: three SEQUENCEs around its id. */
function toRequest(id: Sequence): ArrayBuffer {
  const list = new Sequence({ value: [new Sequence({ value: [id] })] })
  return new Sequence({ value: [new Sequence({ value: [list] })] }).toBER()
}
