import type pg from 'pg'
import { fromKysely, type Job, PgBoss } from 'pg-boss'
import type { z } from 'zod'
import type { Database, Db } from './database.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import type { Services } from './services.ts'

/** A kind of background work: its data's shape and what does it. The handler may run more than once: it must be safe to start again. */
export interface JobDefinition<Data extends object> {
  readonly name: string
  readonly schema: z.ZodType<Data>
  /** Tries after the first. */
  readonly retries: number
  /** A run longer than this is taken for lost. */
  readonly limitMinutes: number
  /** Done again and again while some process works, without data: at start, after so many minutes, and when its topic is told. */
  readonly repeats?: { readonly everyMinutes: number; readonly wokenBy?: string }
  handler(data: Data, services: Services, run: JobRun): Promise<void>
}

export interface JobRun {
  /** Aborted when the server stops or the job is cancelled; the work is then tried again, or left. */
  readonly signal: AbortSignal
  /** 0 at the first try. */
  readonly attempt: number
}

/** Declares a kind of work, for the `jobs.ts` of a feature. */
export function defineJob<Data extends object>(
  definition: Pick<JobDefinition<Data>, 'name' | 'schema' | 'handler'> & Partial<JobDefinition<Data>>,
): JobDefinition<Data> {
  return { retries: 2, limitMinutes: 60, ...definition }
}

export interface Jobs {
  /** In the caller's transaction: the work exists only if it commits. Returns the job's id. */
  enqueue<Data extends object>(db: Db, job: JobDefinition<Data>, data: Data): Promise<string>
  /** Starts working, in this process, until `stop`. */
  start(services: Services): Promise<void>
  /**
   * Does here and now what waits, one by one, until nothing waits, with one round of what repeats. For tests and commands, without
   * `start`. Returns how many waited.
   */
  drain(services: Services): Promise<number>
  /** Gives back, now rather than at the next round, the work of processes that died. */
  recover(): Promise<void>
  /** Stops: running handlers see their signal and what they left is tried again at the next start. */
  stop(): Promise<void>
}

/** One kind among others, whatever its data: a handler only ever gets what its own schema read. */
export type AnyJob = JobDefinition<object>

/** Opens the queue on the database, with every kind of work the application knows. */
export async function openJobs(
  database: Database,
  definitions: readonly AnyJob[],
  { log, metrics }: { log: Log; metrics: Metrics },
): Promise<Jobs> {
  const boss = new PgBoss({
    db: bossDatabase(database),
    backend: database.engine === 'pglite' ? 'pglite' : 'postgres',
    schedule: false,
    useListenNotify: true,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    reindex: false,
    monitorVacuum: false,
  })
  boss.on('error', (error) => log.error({ err: error }, 'job queue'))
  await boss.start()
  for (const { name, retries, limitMinutes, repeats } of definitions) {
    const options = {
      retryLimit: retries,
      retryDelay: 0,
      expireInSeconds: limitMinutes * 60,
      heartbeatSeconds: deadAfterSeconds,
      deleteAfterSeconds: 7 * 86_400,
      notify: true,
    }
    // Of what repeats, one round waits at most; a round whose process died does not hold up the next.
    if (await boss.getQueue(name)) await boss.updateQueue(name, options)
    else await boss.createQueue(name, repeats ? { ...options, policy: 'short' } : options)
    // Enqueuing reads the queue's settings outside the caller's transaction, which on one connection would wait for ever: have them cached.
    await boss.findJobs(name, { id: noJob })
    // Nobody else can be working on an embedded database: what looks active was left by a process that died.
    if (database.engine === 'pglite') await recoverJobs(database, boss, name)
  }
  const stopping = new AbortController()
  const repeating: (() => void)[] = []

  /** Asks for a round now, at each interval, and when the topic is told. */
  function repeat({ name, repeats }: AnyJob, { notifications }: Services): void {
    if (!repeats) return
    const ask = (): void => {
      boss.send(name, {}).catch((error: unknown) => log.error({ err: error, job: name }, 'round not asked for'))
    }
    const timer = setInterval(ask, repeats.everyMinutes * 60_000)
    repeating.push(() => clearInterval(timer))
    if (repeats.wokenBy !== undefined) repeating.push(notifications.subscribe(repeats.wokenBy, ask))
    ask()
  }

  async function run(
    definition: AnyJob,
    job: Pick<Job, 'id' | 'data' | 'retryCount'> & { signal?: AbortSignal },
    services: Services,
  ): Promise<void> {
    const started = performance.now()
    const facts = { job: definition.name, id: job.id, attempt: job.retryCount }
    try {
      const data = definition.schema.parse(job.data)
      const signal = job.signal ? AbortSignal.any([job.signal, stopping.signal]) : stopping.signal
      await definition.handler(data, services, { signal, attempt: job.retryCount })
      metrics.jobsDone.inc({ job: definition.name, outcome: 'done' })
      log.info({ ...facts, milliseconds: Math.round(performance.now() - started) }, 'job done')
    } catch (error) {
      const outcome = stopping.signal.aborted ? 'interrupted' : 'failed'
      metrics.jobsDone.inc({ job: definition.name, outcome })
      if (outcome === 'interrupted') log.info(facts, 'job interrupted')
      else log.error({ ...facts, err: error }, 'job failed')
      // What is kept with the job must not quote a person's data either.
      // oxlint-disable-next-line preserve-caught-error -- the queue stores the whole error, its cause included
      throw new Error(error instanceof Error ? error.name : 'unknown')
    }
  }

  async function drainQueue(services: Services): Promise<number> {
    let count = 0
    for (let found = true; found; ) {
      found = false
      for (const definition of definitions)
        for (const job of await boss.fetch<object>(definition.name)) {
          found = true
          count++
          await run(definition, job, services).then(
            () => boss.complete(definition.name, job.id),
            (error: Error) => boss.fail(definition.name, job.id, { message: error.message }),
          )
        }
    }
    return count
  }

  return {
    async enqueue(db, { name, schema }, data) {
      const id = await boss.send(name, schema.parse(data), { db: fromKysely(db) })
      if (id === null) throw new Error(`Job ${name} was not accepted by the queue`)
      return id
    },
    async start(services) {
      // Told of a job, a worker takes that one; those that came while it worked wait for its next look.
      for (const definition of definitions)
        await boss.work<object>(
          definition.name,
          { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 },
          async (jobs) => {
            for (const job of jobs) await run(definition, job, services)
          },
        )
      for (const definition of definitions) repeat(definition, services)
    },
    async drain(services) {
      const waited = await drainQueue(services)
      for (const definition of definitions)
        if (definition.repeats) await run(definition, { id: noJob, data: {}, retryCount: 0 }, services)
      return waited + (await drainQueue(services))
    },
    async recover() {
      for (const { name } of definitions) await boss.supervise(name)
    },
    async stop() {
      for (const end of repeating) end()
      // First no more fetching, then the signal: work cut short goes back to the queue and must not come back here.
      const ended = Promise.allSettled(definitions.map(({ name }) => boss.offWork(name)))
      stopping.abort(new Error('The server stops'))
      await boss.stop({ graceful: true, timeout: 10_000, close: false })
      await ended
    },
  }
}

const noJob = '00000000-0000-0000-0000-000000000000'

/** A worker that gave no sign for so long is dead, and its job goes to another (PostgreSQL). */
const deadAfterSeconds = 15

async function recoverJobs({ pool }: Database, boss: PgBoss, name: string): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(`select id from pgboss.job where name = $1 and state = 'active'`, [
    name,
  ])
  if (rows.length > 0)
    await boss.fail(
      name,
      rows.map(({ id }) => id),
      { message: 'The worker died' },
    )
}

/** pg-boss on our pool: same connections, same engine. */
function bossDatabase(database: Database): ReturnType<PgBoss['getDb']> {
  return {
    async executeSql(text: string, values?: unknown[]) {
      const client = await database.pool.connect()
      try {
        const result: pg.QueryResult | pg.QueryResult[] = await client.query(text, values ?? [])
        // Several statements at once give several results, of which one or none has rows.
        return { rows: Array.isArray(result) ? result.flatMap(({ rows }) => rows) : result.rows }
      } catch (error) {
        // Its scripts open transactions of their own; a failed one must not stay open on a shared connection.
        await client.query('rollback').catch(() => {})
        throw error
      } finally {
        client.release()
      }
    },
    async listen(channel: string, onNotification: (payload: string) => void, onReconnect: () => void) {
      const close = await database.listen(channel, onNotification, onReconnect)
      onReconnect()
      return { close }
    },
  }
}
