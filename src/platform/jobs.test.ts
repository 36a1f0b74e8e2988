import assert from 'node:assert/strict'
import { z } from 'zod'
import { eachEngine } from '../../test/engines.ts'
import type { Database } from './database.ts'
import { type AnyJob, defineJob, type Jobs, openJobs } from './jobs.ts'
import { createLog } from './log.ts'
import { createMetrics } from './metrics.ts'
import { openNotifications } from './notifications.ts'
import type { Services } from './services.ts'

// The handlers of these tests take nothing from it.
const services = {} as Services
const schema = z.object({ n: z.number() })

async function open(database: Database, definitions: readonly AnyJob[]): Promise<Jobs> {
  return openJobs(database, definitions, { log: createLog('silent'), metrics: createMetrics({ process: false }) })
}

eachEngine('work exists only if the transaction that asked for it commits', async (database, t) => {
  const done: number[] = []
  const count = defineJob({ name: 'count', schema, handler: async ({ n }) => void done.push(n) })
  const jobs = await open(database, [count])
  t.after(() => jobs.stop())
  await database.db.transaction().execute((tx) => jobs.enqueue(tx, count, { n: 1 }))
  await assert.rejects(
    database.db.transaction().execute(async (tx) => {
      await jobs.enqueue(tx, count, { n: 2 })
      throw new Error('changed my mind')
    }),
  )
  assert.equal(await jobs.drain(services), 1)
  assert.deepEqual(done, [1])
})

eachEngine('work that fails is tried again, as often as its kind says', async (database, t) => {
  const attempts: number[] = []
  const fragile = defineJob({
    name: 'fragile',
    schema,
    retries: 2,
    handler: async (_data, _services, { attempt }) => {
      attempts.push(attempt)
      throw new Error('no luck')
    },
  })
  const jobs = await open(database, [fragile])
  t.after(() => jobs.stop())
  await jobs.enqueue(database.db, fragile, { n: 1 })
  await jobs.drain(services)
  assert.deepEqual(attempts, [0, 1, 2])
})

eachEngine('data that does not fit is refused when it is asked for', async (database, t) => {
  const count = defineJob({ name: 'count', schema, handler: async () => {} })
  const jobs = await open(database, [count])
  t.after(() => jobs.stop())
  await assert.rejects(jobs.enqueue(database.db, count, { n: 'one' } as unknown as { n: number }), z.ZodError)
})

eachEngine('work under way when the server stops is done again by the next', async (database, t) => {
  const started = Promise.withResolvers<void>()
  const long = defineJob({
    name: 'long',
    schema,
    handler: async (_data, _services, { signal }) => {
      started.resolve()
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    },
  })
  const first = await open(database, [long])
  await first.enqueue(database.db, long, { n: 1 })
  await first.start(services)
  await started.promise
  await first.stop()

  const again: { n: number; attempt: number }[] = []
  const resumed = defineJob({
    name: 'long',
    schema,
    handler: async ({ n }, _services, { attempt }) => void again.push({ n, attempt }),
  })
  const second = await open(database, [resumed])
  t.after(() => second.stop())
  await second.drain(services)
  assert.deepEqual(again, [{ n: 1, attempt: 1 }])
})

eachEngine('work whose process died is taken up again', async (database, t) => {
  const done: number[] = []
  const count = defineJob({ name: 'count', schema, handler: async ({ n }) => void done.push(n) })
  const before = await open(database, [count])
  await before.enqueue(database.db, count, { n: 1 })
  await before.stop()
  // As a process leaves it that was killed: taken, and silent for longer than a heartbeat.
  await database.pool.query(
    `update pgboss.job set state = 'active', started_on = now() - interval '1 hour', heartbeat_on = now() - interval '1 hour' where name = 'count'`,
  )
  const jobs = await open(database, [count])
  t.after(() => jobs.stop())
  await jobs.recover()
  await jobs.drain(services)
  assert.deepEqual(done, [1])
})

eachEngine('what repeats has one round in each drain, and rounds do not pile up', async (database, t) => {
  let rounds = 0
  const [second, third] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const round = defineJob({
    name: 'round',
    schema: z.object({}),
    retries: 0,
    repeats: { everyMinutes: 60, wokenBy: 'bell' },
    handler: async () => {
      rounds++
      if (rounds === 2) second.resolve()
      if (rounds === 3) third.resolve()
    },
  })
  const jobs = await open(database, [round])
  t.after(() => jobs.stop())
  await jobs.drain(services)
  assert.equal(rounds, 1)
  const notifications = await openNotifications(database)
  t.after(() => notifications.close())
  const hears = { ...services, notifications }
  await jobs.start(hears)
  const sent = await Promise.all([1, 2, 3].map(() => database.pool.query(waiting)))
  assert.ok(sent.every(({ rows }) => rows[0].count <= 1))
  await second.promise
  await notifications.notify(database.db, 'bell')
  await third.promise
})

const waiting = `select count(*)::int from pgboss.job where name = 'round' and state = 'created'`
