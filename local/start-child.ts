import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

export type ChildOptions = {
  /** In front of each of its lines, and in the sentence that says it died. */
  name: string
  command: string
  args: string[]
  cwd: string
  env: Record<string, string | undefined>
  /** The line after which it takes requests. */
  isReady: (line: string) => boolean
  /** Gives back the line to show, or null for noise. */
  filterLine?: (line: string) => string | null
  log: (line: string) => void
  onUnexpectedExit: (reason: string) => void
}

export type Child = { stop: () => Promise<void> }

/** Starts a program, waits until it says that it is ready, and hands on what it prints. */
export async function startChild(options: ChildOptions): Promise<Child> {
  // A group of its own: Ctrl-C reaches the whole terminal group, and children must end in our order. Its standard input
  // is a pipe that closes with us, by which it notices when we are killed.
  const isGroup = process.platform !== 'win32'
  const { command, args, cwd, env } = options
  const child = spawn(command, args, {
    cwd,
    env: env as NodeJS.ProcessEnv,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: isGroup,
  })

  let state: 'starting' | 'running' | 'stopping' = 'starting'
  const recent: string[] = []
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
  })
  const ready = new Promise<void>((resolve) => {
    const read = (line: string) => {
      if (options.isReady(line)) resolve()
      const shown = options.filterLine ? options.filterLine(line) : line
      if (shown === null) return
      recent.push(shown)
      if (recent.length > 30) recent.shift()
      options.log(`[${options.name}] ${shown}`)
    }
    for (const stream of [child.stdout, child.stderr]) readLines(stream, read)
  })
  const signal = (kind: NodeJS.Signals) => signalGroup(child.pid, kind, isGroup)
  const endWithUs = () => signal('SIGTERM')
  process.once('exit', endWithUs)
  ended.then((reason) => {
    process.off('exit', endWithUs)
    if (state === 'running') options.onUnexpectedExit(`${options.name} ended (${reason}).`)
  })

  const failed = ended.then((reason) => {
    if (state === 'starting') throw new Error(`${options.name} did not start (${reason}).\n${recent.join('\n')}`)
  })
  await Promise.race([ready, failed])
  state = 'running'
  return {
    stop: async () => {
      state = 'stopping'
      signal('SIGTERM')
      const tooLong = setTimeout(() => signal('SIGKILL'), 5000)
      await ended
      clearTimeout(tooLong)
    },
  }
}

function readLines(stream: Readable, read: (line: string) => void): void {
  createInterface({ input: stream }).on('line', (line) => line.trim() && read(line))
}

function signalGroup(pid: number | undefined, kind: NodeJS.Signals, isGroup: boolean): void {
  if (!pid) return
  try {
    process.kill(isGroup ? -pid : pid, kind)
  } catch {
    // It has ended already.
  }
}
