import { spawn } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import path from 'node:path'
import postgres from 'postgres'
import { afterEach, describe, expect, test } from 'vitest'
import { findAnyPort } from '../../local/find-free-port.ts'
import { type RunningPostgres, startPostgres } from '../../local/supabase/postgres.ts'

const root = path.resolve(import.meta.dirname, '../..')
const dataDir = path.join(root, '.tandem', 'test', `postgres-${process.pid}`)
let running: RunningPostgres | undefined
let blocker: Server | undefined

afterEach(async () => {
  await running?.stop()
  blocker?.close()
  blocker = undefined
})

const start = async (port?: number) => {
  running = await startPostgres({ dataDir, port: port ?? (await findAnyPort()) })
  return running
}
const ask = async (query: string) => {
  const sql = postgres(running?.url ?? '', { max: 1 })
  const rows = await sql.unsafe(query)
  await sql.end()
  return rows[0]
}

describe('the embedded Postgres', () => {
  test('starts on an empty folder, durable, and keeps its data when it is stopped and started again', async () => {
    await start()
    expect(
      await ask('select version() like $$PostgreSQL 17%$$ as version, current_setting($$fsync$$) as fsync'),
    ).toEqual({ version: true, fsync: 'on' })
    await ask('create table kept (id int)')
    await running?.stop()
    expect(existsSync(path.join(running?.dataDir ?? '', 'postmaster.pid'))).toBe(false)
    await start()
    expect(await ask('select to_regclass($$kept$$)::text as kept')).toEqual({ kept: 'kept' })
  })

  test('takes the next port when the wanted one is taken', async () => {
    const port = await findAnyPort()
    blocker = createServer().listen(port, '127.0.0.1')
    await start(port)
    expect(running?.port).toBeGreaterThan(port)
    expect(await ask('select 1 as one')).toEqual({ one: 1 })
  })

  test('starts although a pid file names a process that is another program', async () => {
    const { dataDir: folder, stop } = await start()
    await stop()
    writeFileSync(
      path.join(folder, 'postmaster.pid'),
      `${process.pid}\n${folder}\n0\n${await findAnyPort()}\n\n127.0.0.1\n\nready\n`,
    )
    await start()
    expect(running?.reused).toBe(false)
  })

  test('does not take another server for its own, only because the pid file names its port', async () => {
    const other = await startPostgres({ dataDir: `${dataDir}-other`, port: await findAnyPort() })
    try {
      const { dataDir: folder, stop } = await start()
      await stop()
      writeFileSync(
        path.join(folder, 'postmaster.pid'),
        `${process.pid}\n${folder}\n0\n${other.port}\n\n127.0.0.1\n\nready\n`,
      )
      await start()
      expect(running?.reused).toBe(false)
      expect(running?.port).not.toBe(other.port)
    } finally {
      await other.stop()
      rmSync(other.dataDir, { recursive: true, force: true })
    }
  })

  test('takes over the server of a launcher that was killed, and stops it', async () => {
    const port = await findAnyPort()
    const script = `import { startPostgres } from '${path.join(root, 'local/supabase/postgres.ts')}'
      await startPostgres({ dataDir: '${dataDir}', port: ${port} }); console.log('up')`
    const launcher = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await new Promise((resolve) => launcher.stdout.once('data', resolve))
    const gone = new Promise((resolve) => launcher.once('exit', resolve))
    launcher.kill('SIGKILL')
    await gone

    const taken = await start()
    expect(taken).toMatchObject({ reused: true, port })
    expect(await ask('select 1 as one')).toEqual({ one: 1 })
    await taken.stop()
    expect(existsSync(path.join(taken.dataDir, 'postmaster.pid'))).toBe(false)
    running = undefined
    rmSync(taken.dataDir, { recursive: true, force: true })
  })
})
