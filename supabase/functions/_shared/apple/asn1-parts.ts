import {
  type AsnType,
  BitString,
  Boolean as BooleanBlock,
  Constructed,
  fromBER,
  ObjectIdentifier,
  OctetString,
  Sequence,
  UTCTime,
} from 'asn1js'
import type { Bytes } from './bytes.ts'

/** Reads one ASN.1 value that fills the bytes; throws when there is none or when something follows it. */
export function readAsn1(bytes: Uint8Array): AsnType {
  const { offset, result } = fromBER(bytes)
  if (offset !== bytes.length) throw new Error('not one ASN.1 value')
  return result
}

/** The values in a SEQUENCE or in a context tag. */
export function childrenOf(block: AsnType | undefined): AsnType[] {
  if (block instanceof Sequence || block instanceof Constructed) return block.valueBlock.value as AsnType[]
  throw new Error('not a SEQUENCE')
}

/** The value as it was written, tag and length included. */
export function encodedBytes(block: AsnType | undefined): Bytes {
  if (!block) throw new Error('a field is missing')
  return new Uint8Array(block.valueBeforeDecodeView)
}

export function objectIdentifier(block: AsnType | undefined): string {
  if (block instanceof ObjectIdentifier) return block.valueBlock.toString()
  throw new Error('not an OBJECT IDENTIFIER')
}

export function bitString(block: AsnType | undefined): Bytes {
  if (block instanceof BitString && block.valueBlock.unusedBits === 0)
    return new Uint8Array(block.valueBlock.valueHexView)
  throw new Error('not a BIT STRING of whole bytes')
}

export function octetString(block: AsnType | undefined): Bytes {
  if (block instanceof OctetString) return new Uint8Array(block.valueBlock.valueHexView)
  throw new Error('not an OCTET STRING')
}

/** UTCTime, or GeneralizedTime, which the library derives from it. */
export function timeOf(block: AsnType | undefined): Date {
  if (!(block instanceof UTCTime)) throw new Error('not a time')
  const date = block.toDate()
  if (Number.isNaN(date.getTime())) throw new Error('not a time')
  return date
}

export function isTrue(block: AsnType | undefined): boolean {
  return block instanceof BooleanBlock && block.valueBlock.value
}

/** Whether it is an EXPLICIT tag such as `[3]`, by which optional fields are told apart. */
export function hasContextTag(block: AsnType | undefined, tagNumber: number): boolean {
  const CONTEXT_SPECIFIC = 3
  return block?.idBlock.tagClass === CONTEXT_SPECIFIC && block.idBlock.tagNumber === tagNumber
}
