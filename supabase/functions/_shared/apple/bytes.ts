/**
 * Bytes in memory of their own, as WebCrypto takes them. TypeScript 5.7 made the class generic and the TypeScript of
 * Deno 2.1.4 is older: this is the one spelling that both read the same way.
 */
export type Bytes = ReturnType<typeof Uint8Array.of>

export function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index])
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
