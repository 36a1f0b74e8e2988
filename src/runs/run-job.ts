import './tables.ts'
import { z } from 'zod'
import { storedFiles } from '#/campaigns/index.ts'
import { defineJob, type JobDefinition } from '#/platform/jobs.ts'
import type { Services } from '#/platform/services.ts'
import { runThread, type ThreadOutcome } from './run-thread.ts'
import { runTopic } from './runs.ts'
import { analyseResults, storeResult } from './store-result.ts'

const schema = z.object({ territoryId: z.string(), runId: z.string() })
type RunKey = z.infer<typeof schema>

/** A run that was cut so many times would be cut again: better to say so. */
const mostAttempts = 5
/** Progress is written this often at most, in milliseconds; the row is touched this often at least. */
const [writeEvery, touchEvery] = [400, 5000]

/** Someone asked for the stop. */
class StopAsked extends Error {}
/** Another worker took the run up: this one must not write any more. */
class RunLost extends Error {}

/** Does a run that was asked for: from the files of the campaign to stored results. Safe to start again from the start. */
export const runJob: JobDefinition<RunKey> = defineJob({
  name: 'allocation-run',
  schema,
  retries: mostAttempts,
  limitMinutes: 12 * 60,
  async handler(key, services, { signal }) {
    const claimed = await claim(services, key)
    if (!claimed) return
    const watch = follow(services, key, claimed.worker)
    try {
      const outcome = await compute(
        services,
        key,
        claimed.campaignId,
        AbortSignal.any([signal, watch.stopped]),
        (step) => watch.progress(step),
      )
      await watch.end()
      await finish(services, key, claimed.worker, outcome)
    } catch (error) {
      await watch.end()
      if (error instanceof RunLost) return
      if (error instanceof StopAsked) return close(services, key, claimed.worker, 'stopped', undefined)
      // The server stops: the row stays "running" and the queue gives the job again at the next start.
      if (signal.aborted) throw error
      await close(
        services,
        key,
        claimed.worker,
        'failed',
        'Le calcul n’a pas pu se terminer : une erreur interne l’a arrêté. Vos fichiers sont intacts ; relancez-le.',
      )
      throw error
    }
  },
})

/** Takes the run, from a dead worker too. Undefined when there is nothing to do any more. */
async function claim({ db, clock, newId }: Services, { territoryId, runId }: RunKey) {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('runs')
      .select(['campaign_id', 'state', 'attempts', 'stop_asked', 'started_at'])
      .where('territory_id', '=', territoryId)
      .where('id', '=', runId)
      .forUpdate()
      .executeTakeFirst()
    if (!row || (row.state !== 'queued' && row.state !== 'running')) return undefined
    const worker = newId()
    const now = clock.now().toString()
    const over = row.stop_asked ? 'stopped' : row.attempts >= mostAttempts ? 'failed' : undefined
    await tx
      .updateTable('runs')
      .set({
        worker,
        attempts: row.attempts + 1,
        started_at: row.started_at?.toString() ?? now,
        heartbeat_at: now,
        ...(over === undefined
          ? {
              state: 'running',
              stage: row.attempts > 0 ? 'Reprise après redémarrage' : 'Préparation',
              done: 0,
              total: 0,
            }
          : { state: over, finished_at: now }),
        ...(over === 'failed'
          ? {
              failure: `Le calcul a été interrompu ${row.attempts} fois. Il demande peut-être plus de mémoire que ce serveur n’en a.`,
            }
          : {}),
      })
      .where('territory_id', '=', territoryId)
      .where('id', '=', runId)
      .execute()
    return over === undefined ? { worker, campaignId: row.campaign_id } : undefined
  })
}

/** Writes progress now and then, touches the row in between, and hears the stop button. */
function follow({ db, clock, notifications, log }: Services, { territoryId, runId }: RunKey, worker: string) {
  const stopping = new AbortController()
  let latest: { stage: string; done: number; total: number } | undefined
  let writing: Promise<void> | undefined
  let ended = false
  const write = async (): Promise<void> => {
    const step = latest
    latest = undefined
    const row = await db
      .updateTable('runs')
      .set({ heartbeat_at: clock.now().toString(), ...step })
      .where('territory_id', '=', territoryId)
      .where('id', '=', runId)
      .where('worker', '=', worker)
      .returning('stop_asked')
      .executeTakeFirst()
    if (!row) stopping.abort(new RunLost())
    else if (row.stop_asked) stopping.abort(new StopAsked())
    if (step) await notifications.notify(db, runTopic(runId))
  }
  const flush = (): void => {
    if (ended || writing) return
    writing = write()
      // A database that is away for a moment must not end hours of work: the next write says where it stands.
      .catch((error: unknown) => log.warn({ err: error, job: 'allocation-run' }, 'progress not written'))
      .finally(() => {
        writing = undefined
      })
  }
  const writer = setInterval(() => latest && flush(), writeEvery)
  const toucher = setInterval(flush, touchEvery)
  const unsubscribe = notifications.subscribe(runTopic(runId), () => {
    // Our own progress is told on the same topic: only a row that changed otherwise matters, and reading it is one look-up.
    if (!stopping.signal.aborted) void checkStop()
  })
  const checkStop = async (): Promise<void> => {
    const row = await db
      .selectFrom('runs')
      .select('stop_asked')
      .where('territory_id', '=', territoryId)
      .where('id', '=', runId)
      .executeTakeFirst()
      .catch(() => undefined)
    if (row?.stop_asked) stopping.abort(new StopAsked())
  }
  return {
    stopped: stopping.signal,
    progress(step: { stage: string; done: number; total: number }): void {
      latest = { stage: step.stage, done: Math.round(step.done), total: Math.round(step.total) }
    },
    async end(): Promise<void> {
      ended = true
      clearInterval(writer)
      clearInterval(toucher)
      unsubscribe()
      await writing
    },
  }
}

async function compute(
  { db }: Services,
  { territoryId }: RunKey,
  campaignId: string,
  signal: AbortSignal,
  progress: (step: { stage: string; done: number; total: number }) => void,
): Promise<ThreadOutcome> {
  const files = await db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((tx) => storedFiles(tx, territoryId, campaignId))
  const { campaign, pupils, offers, schools, timetables } = files
  if (!campaign || !pupils || !offers)
    return { kind: 'refused', problems: ['Des fichiers ont été retirés depuis la demande.'] }
  return runThread({ campaign, pupils, offers, schools, timetables }, { signal, progress })
}

async function finish(services: Services, key: RunKey, worker: string, outcome: ThreadOutcome): Promise<void> {
  if (outcome.kind === 'broken')
    return close(services, key, worker, 'failed', `Le calcul n’a pas pu se terminer : ${outcome.message}`)
  if (outcome.kind === 'refused')
    return close(
      services,
      key,
      worker,
      'failed',
      `Les fichiers de la campagne ne vont pas ensemble.\n${outcome.problems.slice(0, 50).join('\n')}`,
    )
  const { db, clock, notifications } = services
  const { territoryId, runId } = key
  const summary = outcome.files.find(({ name }) => name === 'summary.json')
  await db.transaction().execute(async (tx) => {
    const held = await tx
      .selectFrom('runs')
      .select('stop_asked')
      .where('territory_id', '=', territoryId)
      .where('id', '=', runId)
      .where('worker', '=', worker)
      .forUpdate()
      .executeTakeFirst()
    if (!held) return
    await storeResult(tx, key, outcome)
    await tx
      .updateTable('runs')
      .set({
        state: 'done',
        stage: 'Terminé',
        done: 1,
        total: 1,
        finished_at: clock.now().toString(),
        figures: JSON.stringify(outcome.figures),
        summary: summary ? new TextDecoder().decode(summary.bytes) : null,
        verification: JSON.stringify(outcome.verification),
      })
      .where('territory_id', '=', territoryId)
      .where('id', '=', runId)
      .execute()
    await notifications.notify(tx, runTopic(runId))
  })
  await analyseResults(db)
}

async function close(
  { db, clock, notifications }: Services,
  { territoryId, runId }: RunKey,
  worker: string,
  state: 'failed' | 'stopped',
  failure: string | undefined,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('runs')
      .set({ state, failure: failure ?? null, finished_at: clock.now().toString() })
      .where('territory_id', '=', territoryId)
      .where('id', '=', runId)
      .where('worker', '=', worker)
      .execute()
    await notifications.notify(tx, runTopic(runId))
  })
}
