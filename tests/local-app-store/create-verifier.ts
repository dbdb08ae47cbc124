import { Environment, SignedDataVerifier } from '@apple/app-store-server-library'

/** Apple's own library, told to trust the simulator's root instead of Apple's. */
export function createVerifier(root: Uint8Array): SignedDataVerifier {
  return new SignedDataVerifier([Buffer.from(root)], false, Environment.SANDBOX, 'com.example.tandem')
}
