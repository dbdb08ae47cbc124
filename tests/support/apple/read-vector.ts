import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const folder = path.join(
  process.env.TANDEM_VECTORS ?? path.resolve(import.meta.dirname, '../../../../shared/vectors'),
  'apple',
)

export const hasVectors = existsSync(folder)
export const whereVectorsAre = `Apple’s published vectors are not at ${path.relative(process.cwd(), folder)}: name their folder in TANDEM_VECTORS`

/** A file that Apple publishes with its library, from outside the project. */
export function readVector(file: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(path.join(folder, file)))
}

export function readSignedVector(name: string): string {
  return new TextDecoder().decode(readVector(`mock_signed_data/${name}`)).trim()
}

export function readModel(name: string): Record<string, unknown> {
  return JSON.parse(new TextDecoder().decode(readVector(`models/${name}.json`)))
}
