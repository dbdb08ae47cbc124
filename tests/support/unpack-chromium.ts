import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { inflate } from '@sparticuz/chromium'

export type UnpackedChromium = { executablePath: string; libraries: string; fonts: string }

const parts = ['chromium.br', 'fonts.tar.br', 'al2023.tar.br']
const packageDir = path.resolve(path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..')

/**
 * Unpacks the Chromium that npm brought, once, below the given folder. Not by the package's own `executablePath`: that takes
 * whatever lies in the shared temporary folder, be it half unpacked or another user's.
 */
export async function unpackChromium(below: string): Promise<UnpackedChromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The browser tests need Chrome or Chromium: install one, or name it in TANDEM_CHROME.')
  }
  const { version } = JSON.parse(readFileSync(path.join(packageDir, 'package.json'), 'utf8')) as { version: string }
  const folder = path.join(below, `chromium-${version}`)
  if (!existsSync(folder)) await unpackInto(folder)
  return {
    executablePath: path.join(folder, 'chromium'),
    libraries: path.join(folder, 'al2023', 'lib'),
    fonts: path.join(folder, 'fonts'),
  }
}

async function unpackInto(folder: string): Promise<void> {
  const unfinished = `${folder}.${process.pid}`
  const before = process.env.TMPDIR
  mkdirSync(unfinished, { recursive: true })
  // `inflate` always writes below the temporary folder.
  process.env.TMPDIR = unfinished
  try {
    await Promise.all(parts.map((part) => inflate(path.join(packageDir, 'bin', part))))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  try {
    renameSync(unfinished, folder)
  } catch {
    // Another worker was faster, and its copy is as good.
    rmSync(unfinished, { recursive: true, force: true })
  }
}
