// Runs before dev, test and build, on whatever Node the machine has: built-in modules only, no TypeScript.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const lockFile = path.join(root, 'package-lock.json')
const modules = path.join(root, 'node_modules')
const stampFile = path.join(modules, '.tandem-lock')
const turnDir = path.join(root, '.tandem', 'installing')

/** Node runs TypeScript without a flag from here on. */
const oldestOwnNode = [22, 18]

if (isOlder(process.versions.node, [20, 0])) {
  stop(`Tandem needs Node.js 20 or newer, and this is ${process.versions.node}: https://nodejs.org`)
}
if (!isInstalled()) inTurn(installPackages)
checkNode()

function installPackages() {
  // Whoever had the turn before us may have done it.
  if (isInstalled()) return
  console.log('Installing the packages of package-lock.json (npm ci). This takes about a minute the first time.')
  const isWindows = process.platform === 'win32'
  // `npm run` puts node_modules/.bin first, and the Node in there is about to be replaced.
  const searchPath = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => !folder.includes('node_modules'))
  const env = { ...process.env, PATH: searchPath.join(path.delimiter), NODE_ENV: '' }
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const { status, error } = spawnSync('npm', args, { cwd: root, stdio: 'inherit', env, shell: isWindows })
  if (error || status !== 0)
    stop(`npm ci failed${error ? `: ${error.message}` : ''}. What it printed above says why; nothing was started.`)
  writeFileSync(stampFile, `${hashLock()}\n`)
}

/** Whether node_modules holds what the lock names, put there by us or by somebody's own `npm install`. */
function isInstalled() {
  if (!existsSync(modules)) return false
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8').trim() === hashLock()) return true
  if (!holdsEveryPackage()) return false
  writeFileSync(stampFile, `${hashLock()}\n`)
  return true
}

function hashLock() {
  const machine = `${process.platform}-${process.arch}`
  return createHash('sha256').update(machine).update(readFileSync(lockFile)).digest('hex')
}

/** npm's own list of what it installed against the lock; what is optional may be absent. */
function holdsEveryPackage() {
  const listFile = path.join(modules, '.package-lock.json')
  if (!existsSync(listFile)) return false
  const present = JSON.parse(readFileSync(listFile, 'utf8')).packages
  const wanted = Object.entries(JSON.parse(readFileSync(lockFile, 'utf8')).packages)
  return wanted.every(
    ([name, entry]) =>
      name === '' || (present[name] ? present[name].version === entry.version : entry.optional || entry.devOptional),
  )
}

/** Two commands at once would install over each other: the second waits for the first. */
function inTurn(work) {
  for (;;) {
    if (takeTurn()) break
    sleep(500)
  }
  process.once('exit', () => rmSync(turnDir, { recursive: true, force: true }))
  work()
}

function takeTurn() {
  mkdirSync(path.dirname(turnDir), { recursive: true })
  const pidFile = path.join(turnDir, 'pid')
  try {
    mkdirSync(turnDir)
    writeFileSync(pidFile, String(process.pid))
    return true
  } catch {
    const pid = existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) : 0
    const age = Date.now() - (statSync(turnDir, { throwIfNoEntry: false })?.mtimeMs ?? 0)
    // Its owner was killed, or never came to write who it is: the turn is free again.
    if (pid ? !isAlive(pid) : age > 10_000) rmSync(turnDir, { recursive: true, force: true })
    return false
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** The commands after this one are TypeScript: they need the Node that npm brought, or a new enough one of the machine. */
function checkNode() {
  const brought = path.join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  if (existsSync(brought) || !isOlder(process.versions.node, oldestOwnNode)) return
  const needed = oldestOwnNode.join('.')
  stop(
    `npm has no Node.js for ${process.platform}-${process.arch}, so the one of this machine is used, and ${process.versions.node} is too old: install ${needed} or newer from https://nodejs.org`,
  )
}

function isOlder(version, [major, minor]) {
  const [ownMajor, ownMinor] = version.split('.').map(Number)
  return ownMajor < major || (ownMajor === major && ownMinor < minor)
}

function sleep(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}

function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}
