import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

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
  const ended = untilEnded(child)
  const output = followOutput(child, options)
  const endWithUs = () => child.kill('SIGTERM')
  process.once('exit', endWithUs)
  ended.then((reason) => {
    process.off('exit', endWithUs)
    if (state === 'running') options.onUnexpectedExit(`${options.name} ended (${reason}).`)
  })

  const failed = ended.then((reason) => {
    if (state === 'starting') throw new Error(`${options.name} did not start (${reason}).\n${output.recent.join('\n')}`)
  })
  await Promise.race([output.ready, failed])
  state = 'running'
  return {
    stop: async () => {
      state = 'stopping'
      child.kill('SIGTERM')
      const tooLong = setTimeout(() => killGroup(child.pid, isGroup), 5000)
      await ended
      clearTimeout(tooLong)
    },
  }
}

function untilEnded(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
  })
}

/** Hands on each line, notices the one that says it is ready, and keeps the last ones for an error message. */
function followOutput(child: ChildProcess, { name, isReady, filterLine, log }: ChildOptions) {
  const recent: string[] = []
  const ready = new Promise<void>((resolve) => {
    const read = (line: string) => {
      if (isReady(line)) resolve()
      const shown = filterLine ? filterLine(line) : line
      if (!shown?.trim()) return
      recent.push(shown)
      if (recent.length > 30) recent.shift()
      log(`[${name}] ${shown}`)
    }
    for (const stream of [child.stdout, child.stderr]) if (stream) createInterface({ input: stream }).on('line', read)
  })
  return { recent, ready }
}

/** The last means: with whatever the program itself has started. */
function killGroup(pid: number | undefined, isGroup: boolean): void {
  if (!pid) return
  try {
    process.kill(isGroup ? -pid : pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}
