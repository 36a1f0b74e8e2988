import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fillDemonstration } from '#/demo/index.ts'
import { readConfiguration } from '#/platform/configuration.ts'
import { silent } from '#/platform/progress.ts'
import { openServices } from '#/web/open-services.ts'

const root = join(import.meta.dirname, '../..')

/** The platform in a process of its own, as a person starts it. */
export interface ServerProcess {
  readonly url: string
  /** No word of farewell, as when the power goes. */
  kill(): Promise<void>
  /** As Ctrl+C does. */
  stop(): Promise<void>
}

/** A small demonstration on one of the engines. Starting it again finds what the former process left. */
export interface Place {
  /** Where the files of the demonstration stand, to import. */
  readonly files: string
  /** Its database, to be opened once no server runs there. */
  readonly database: { readonly databaseUrl: string | undefined; readonly dataDir: string }
  start(): Promise<ServerProcess>
}

/** A place for a server: the embedded database without `databaseUrl`. Gone at the end of the test, with every server that runs there. */
export async function placeFor(
  t: { after(done: () => Promise<void>): void },
  { pupils, databaseUrl }: { readonly pupils: number; readonly databaseUrl: string | undefined },
): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-journey-'))
  const files = join(folder, 'demonstration')
  const running = new Set<ChildProcess>()
  t.after(async () => {
    for (const child of running) await endOf(child, 'SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })
  if (databaseUrl !== undefined) {
    const configuration = readConfiguration({ DATABASE_URL: databaseUrl, DATA_DIR: folder, LOG_LEVEL: 'silent' })
    const { services, close } = await openServices(configuration)
    await fillDemonstration(services, { territory: 'normandie', size: pupils, folder: files, progress: silent })
    await close()
  }
  // `demo` fills an embedded database of its own; on PostgreSQL it is filled above and served.
  const args = databaseUrl === undefined ? ['demo', '--size', String(pupils), '--dir', folder] : ['serve']
  return {
    files,
    database: { databaseUrl, dataDir: folder },
    async start() {
      const child = spawn(process.execPath, ['--import', './src/tsx.ts', 'src/cli.ts', ...args, '--port', '0'], {
        cwd: root,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, DATA_DIR: folder, DATABASE_URL: databaseUrl ?? '', LOG_LEVEL: 'warn' },
      })
      running.add(child)
      const url = await addressOf(child)
      const end = async (signal: NodeJS.Signals) => {
        running.delete(child)
        await endOf(child, signal)
      }
      return { url, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') }
    },
  }
}

/** What the server prints once it is ready. */
async function addressOf(child: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  let said = ''
  const hear = (chunk: Buffer): void => {
    said += chunk.toString()
    const [, url] = /est prête : (http:\S+)/.exec(said) ?? []
    if (url !== undefined) resolve(url)
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${said}`)))
  return promise
}

async function endOf(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((done) => child.once('exit', done))
  child.kill(signal)
  await ended
}
