// Loaded into a child before its own program (`node --import`): its standard input is a pipe from the process that started
// it, so the end of input means that process is gone, killed or not, and a server left behind would hold its port.
process.stdin.on('end', () => process.exit(0))
process.stdin.resume()
;(process.stdin as unknown as { unref?: () => void }).unref?.()

export {}
