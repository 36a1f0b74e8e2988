import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { post } from '#/messages/index.ts'
import { openDatabase } from '#/platform/database.ts'
import { migrate } from '#/platform/migrations.ts'
import { testOnServer } from '../engines.ts'
import { lightServices, restartMail } from '../letter-worker.ts'
import { startMailServer } from '../mail-server.ts'

const root = join(import.meta.dirname, '../..')
const letters = 14

/** Where the worker is killed, as the mail server sees it. */
type Moment = 'connection' | 'recipient' | 'bytes' | 'dot' | 'accepted'
/** From the first of these on, a letter may have been handed over. */
const afterBytes: readonly Moment[] = ['bytes', 'dot', 'accepted']
/** Letters that can be under way at once. */
const lines = 3

test('letters survive a worker that is killed, and none arrives twice (embedded)', (t) =>
  survive(t, undefined, ['recipient', 'dot']))
testOnServer('letters survive a worker that is killed, and none arrives twice', (databaseUrl, t) =>
  survive(t, databaseUrl, ['connection', 'recipient', 'bytes', 'dot', 'accepted']),
)

async function survive(t: TestContext, databaseUrl: string | undefined, moments: readonly Moment[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'passerelle-letters-'))
  t.after(async () => rmSync(folder, { recursive: true, force: true }))
  let worker: ChildProcess | undefined
  let waitedFor: Moment | undefined
  const reach = (moment: Moment): void => {
    if (moment !== waitedFor) return
    waitedFor = undefined
    worker?.kill('SIGKILL')
  }
  const server = await startMailServer(t, {
    recipient() {
      reach('recipient')
      return undefined
    },
    bytes: () => reach('bytes'),
    async content() {
      reach('dot')
      // What the server has to the dot it keeps, whoever still listens.
      setImmediate(() => reach('accepted'))
      return undefined
    },
    options: {
      onConnect(_session, done) {
        reach('connection')
        done()
      },
    },
  })
  const environment = {
    DATABASE_URL: databaseUrl ?? '',
    DATA_DIR: folder,
    SMTP_URL: server.url,
    MAIL_FROM: 'stages@essai.example',
  }
  const place = { databaseUrl, dataDir: folder }
  await inDatabase(place, environment, async (services) => {
    await services.db.insertInto('territories').values({ id: 'bocage', name: 'Bocage', demonstration: false }).execute()
    for (let number = 0; number < letters; number++)
      await post(services, services.db, restartMail, {
        to: { email: `p${number}@essai.example`, name: 'Zoé', territoryId: 'bocage' },
        data: { number },
        once: `restart:${number}`,
      })
  })

  const run = async (ahead: number): Promise<'killed' | 'ended'> => {
    worker = spawn(process.execPath, ['--import', './src/tsx.ts', 'test/letter-worker.ts'], {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...environment, AHEAD_MINUTES: String(ahead) },
    })
    const { promise, resolve, reject } = Promise.withResolvers<'killed' | 'ended'>()
    worker.once('exit', (code, signal) => {
      if (signal === 'SIGKILL') resolve('killed')
      else if (code === 0) resolve('ended')
      else reject(new Error(`The worker ended with ${code}`))
    })
    return promise
  }
  for (const [index, moment] of moments.entries()) {
    waitedFor = moment
    assert.equal(await run(index * 30), 'killed', moment)
  }
  assert.equal(await run(moments.length * 30), 'ended')

  const arrived = new Map<string, number>()
  for (const { mail } of server.arrived) {
    const subject = mail.subject ?? ''
    arrived.set(subject, (arrived.get(subject) ?? 0) + 1)
  }
  assert.deepEqual(
    [...arrived].filter(([, times]) => times > 1),
    [],
    'none arrived twice',
  )
  await inDatabase(place, environment, async ({ db }) => {
    const rows = await db.selectFrom('letters').select(['state', 'subject']).execute()
    assert.equal(rows.length, letters, 'none is lost, none doubled')
    const sent = rows.filter(({ state }) => state === 'sent').map(({ subject }) => subject)
    const uncertain = rows.filter(({ state }) => state === 'uncertain')
    assert.equal(sent.length + uncertain.length, letters)
    assert.deepEqual(
      sent.filter((subject) => !arrived.has(subject)),
      [],
      'each that says so arrived',
    )
    assert.ok(uncertain.length >= 1, 'killed after the dot, somebody has to judge')
    assert.ok(
      uncertain.length <= lines * moments.filter((moment) => afterBytes.includes(moment)).length,
      'only those under way when a worker died with bytes on the line',
    )
  })
}

async function inDatabase(
  place: Parameters<typeof openDatabase>[0],
  environment: Readonly<Record<string, string>>,
  body: (services: Awaited<ReturnType<typeof lightServices>>) => Promise<void>,
): Promise<void> {
  const database = await openDatabase(place)
  await migrate(database.db)
  const services = await lightServices(database, environment, 0)
  try {
    await body(services)
  } finally {
    await services.close()
  }
}
