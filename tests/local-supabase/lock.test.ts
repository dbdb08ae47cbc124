import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { completeLock } from '../../scripts/complete-lock.ts'
import { findMissingPackages, type LockFile } from '../../scripts/lock-file.ts'

describe('package-lock.json', () => {
  test('names every optional package, so that `npm ci` accepts it on every platform', () => {
    const lock = JSON.parse(
      readFileSync(path.resolve(import.meta.dirname, '../../package-lock.json'), 'utf8'),
    ) as LockFile
    expect(findMissingPackages(lock)).toEqual([])
  })

  test('is completed with the platform of each missing package', () => {
    const lock: LockFile = {
      packages: {
        '': {},
        'node_modules/tool': {
          version: '1.0.0',
          dev: true,
          optionalDependencies: {
            '@tool/darwin-arm64': '1.0.0',
            '@tool/linux-x64-musl': '1.0.0',
            '@tool/wasm': '^2.0.0',
          },
        },
        'node_modules/@tool/wasm': { version: '1.0.0' },
      },
    }
    const { lock: completed } = completeLock(lock)
    expect(findMissingPackages(completed)).toEqual([])
    expect(completed.packages['node_modules/@tool/darwin-arm64']).toEqual({
      version: '1.0.0',
      os: ['darwin'],
      cpu: ['arm64'],
      dev: true,
      optional: true,
    })
    expect(completed.packages['node_modules/@tool/linux-x64-musl']).toMatchObject({
      os: ['linux'],
      cpu: ['x64'],
      libc: ['musl'],
    })
  })
})
