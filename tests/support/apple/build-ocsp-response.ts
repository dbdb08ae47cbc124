import { ExtendedKeyUsageExtension, X509Certificate, X509CertificateGenerator } from '@peculiar/x509'
import { Constructed, GeneralizedTime, OctetString, Primitive } from 'asn1js'
import * as pkijs from 'pkijs'
import type { TestAuthority } from './build-certificate-chain.ts'

type KeyKind = 'P-256' | 'P-384' | 'RSA'
type Hash = 'SHA-256' | 'SHA-384'

/** What a responder says, and what may be wrong with it; by default a certificate is good. */
export type OcspOptions = {
  status?: 'good' | 'revoked' | 'unknown'
  thisUpdate?: Date
  nextUpdate?: Date | null
  /** Who appointed the responder; by default who issued the certificate. */
  appointedBy?: TestAuthority
  /** The issuer answers itself. */
  signedByIssuer?: boolean
  purpose?: string | null
  responderValidTo?: Date
  responderKey?: KeyKind
  hash?: Hash
  isNamedByName?: boolean
  isAboutOther?: boolean
  /** What somebody does to the answer on its way. */
  alter?: (answer: Uint8Array) => Uint8Array
}

const OCSP_SIGNING = '1.3.6.1.5.5.7.3.9'
const hour = 3_600_000
const keyAlgorithms = {
  'P-256': { name: 'ECDSA', namedCurve: 'P-256' },
  'P-384': { name: 'ECDSA', namedCurve: 'P-384' },
  RSA: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', publicExponent: new Uint8Array([1, 0, 1]), modulusLength: 2048 },
}

/** By what a request names the certificate that it asks about. */
export function readCertId(request: ArrayBuffer | Uint8Array): pkijs.CertID {
  const [asked] = pkijs.OCSPRequest.fromBER(new Uint8Array(request).buffer).tbsRequest.requestList
  if (!asked) throw new Error('a request about nothing')
  return asked.reqCert
}

/** A whole answer of the responder that the issuer appointed, in DER. */
export async function buildOcspResponse(certId: pkijs.CertID, issuer: TestAuthority, options: OcspOptions = {}) {
  const responder = options.signedByIssuer ? issuer : await appoint(options.appointedBy ?? issuer, options)
  const certificate = pkijs.Certificate.fromBER(responder.certificate.rawData)
  const basic = new pkijs.BasicOCSPResponse()
  basic.tbsResponseData.producedAt = inWholeSeconds(new Date())
  basic.tbsResponseData.responderID = options.isNamedByName ? certificate.subject : await hashKey(certificate)
  basic.tbsResponseData.responses = [buildAnswer(certId, options)]
  basic.certs = [certificate, pkijs.Certificate.fromBER(issuer.certificate.rawData)]
  await basic.sign(responder.keys.privateKey, options.hash ?? 'SHA-256')
  return options.alter ? options.alter(wrap(basic)) : wrap(basic)
}

/** What a responder says that cannot answer now: no signature, only a number. */
export function buildTryLater(): Uint8Array {
  return new Uint8Array([0x30, 0x03, 0x0a, 0x01, 0x03])
}

async function hashKey({ subjectPublicKeyInfo }: pkijs.Certificate): Promise<OctetString> {
  const key = new Uint8Array(subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView)
  return new OctetString({ valueHex: await crypto.subtle.digest('SHA-1', key) })
}

function buildAnswer(certId: pkijs.CertID, options: OcspOptions): pkijs.SingleResponse {
  const answer = new pkijs.SingleResponse()
  answer.certID = certId
  if (options.isAboutOther) answer.certID.serialNumber.valueBlock.valueDec = 7
  answer.certStatus = buildStatus(options.status ?? 'good')
  answer.thisUpdate = inWholeSeconds(options.thisUpdate ?? new Date(Date.now() - hour))
  if (options.nextUpdate !== null) {
    answer.nextUpdate = inWholeSeconds(options.nextUpdate ?? new Date(Date.now() + hour))
  }
  return answer
}

/** Times in certificates have no fractions: https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5.2 */
function inWholeSeconds(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000)
}

function buildStatus(status: 'good' | 'revoked' | 'unknown') {
  const tagNumber = ['good', 'revoked', 'unknown'].indexOf(status)
  const idBlock = { tagClass: 3, tagNumber }
  if (status !== 'revoked') return new Primitive({ idBlock })
  return new Constructed({
    idBlock,
    value: [new GeneralizedTime({ valueDate: inWholeSeconds(new Date(Date.now() - hour)) })],
  })
}

async function appoint(authority: TestAuthority, options: OcspOptions): Promise<TestAuthority> {
  const algorithm = keyAlgorithms[options.responderKey ?? 'P-256']
  const keys = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair
  const purpose = options.purpose === undefined ? OCSP_SIGNING : options.purpose
  const certificate = await X509CertificateGenerator.create({
    serialNumber: '0b',
    subject: 'CN=Test Responder',
    issuer: authority.certificate.subject,
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: options.responderValidTo ?? new Date('2055-01-01T00:00:00Z'),
    publicKey: keys.publicKey,
    signingKey: authority.keys.privateKey,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-384' },
    extensions: purpose ? [new ExtendedKeyUsageExtension([purpose])] : [],
  })
  return { certificate: new X509Certificate(certificate.rawData), keys }
}

function wrap(basic: pkijs.BasicOCSPResponse): Uint8Array {
  const response = new pkijs.OCSPResponse()
  response.responseStatus.valueBlock.valueDec = 0
  response.responseBytes = new pkijs.ResponseBytes({
    responseType: '1.3.6.1.5.5.7.48.1.1',
    response: new OctetString({ valueHex: basic.toSchema().toBER(false) }),
  })
  return new Uint8Array(response.toSchema().toBER(false))
}
