import './tables.ts'
import { type FileKind, findCampaign, lockCampaign } from '#/campaigns/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Services } from '#/platform/services.ts'
import { runJob } from './run-job.ts'
import { runTopic } from './runs.ts'

export type RequestRefusal =
  | { readonly why: 'unknown' }
  /** Files without which nothing can be computed. */
  | { readonly why: 'incomplete'; readonly missing: readonly FileKind[] }
  | { readonly why: 'already_going'; readonly runId: string }

/** Asks for an allocation of what the campaign holds now; it starts in the background once the transaction commits. */
export function requestRun(
  { db, clock, newId, jobs }: Pick<Services, 'db' | 'clock' | 'newId' | 'jobs'>,
  {
    territoryId,
    campaignId,
    by,
  }: { readonly territoryId: string; readonly campaignId: string; readonly by: string | undefined },
): Promise<{ readonly runId: string } | RequestRefusal> {
  return db.transaction().execute(async (tx) => {
    // The lock makes two clicks take turns: the second sees the first's run.
    if ((await lockCampaign(tx, territoryId, campaignId)) === undefined) return { why: 'unknown' }
    const campaign = await findCampaign(tx, territoryId, campaignId)
    if (!campaign) return { why: 'unknown' }
    const missing = missingKinds(campaign.files.map(({ kind }) => kind))
    if (missing.length > 0) return { why: 'incomplete', missing }
    const going = await goingRun(tx, territoryId, campaignId)
    if (going !== undefined) return { why: 'already_going', runId: going }
    const last = await tx
      .selectFrom('runs')
      .select('number')
      .where('territory_id', '=', territoryId)
      .where('campaign_id', '=', campaignId)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst()
    const runId = newId()
    await tx
      .insertInto('runs')
      .values({
        territory_id: territoryId,
        id: runId,
        campaign_id: campaignId,
        number: (last?.number ?? 0) + 1,
        state: 'queued',
        stage: 'En attente',
        done: 0,
        total: 0,
        asked_by: by ?? null,
        asked_at: clock.now().toString(),
        started_at: null,
        finished_at: null,
        heartbeat_at: null,
        worker: null,
        attempts: 0,
        stop_asked: false,
        inputs: JSON.stringify(
          campaign.files.map(({ kind, name, version, sha256 }) => ({ kind, name, version, sha256 })),
        ),
        figures: null,
        summary: null,
        verification: null,
        failure: null,
      })
      .execute()
    await jobs.enqueue(tx, runJob, { territoryId, runId })
    return { runId }
  })
}

/** Kinds of file that an allocation cannot do without. */
export function missingKinds(present: readonly FileKind[]): FileKind[] {
  const needed: FileKind[] = ['campaign', 'pupils', 'offers']
  return needed.filter((kind) => !present.includes(kind))
}

async function goingRun(db: Db, territoryId: string, campaignId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('runs')
    .select('id')
    .where('territory_id', '=', territoryId)
    .where('campaign_id', '=', campaignId)
    .where('state', 'in', ['queued', 'running'])
    .executeTakeFirst()
  return row?.id
}

/** Asks a run to stop. One that waits stops at once; one that runs is told and stops within a second. Undefined: no such run. */
export function stopRun(
  { db, clock, notifications }: Pick<Services, 'db' | 'clock' | 'notifications'>,
  {
    territoryId,
    campaignId,
    runId,
  }: { readonly territoryId: string; readonly campaignId: string; readonly runId: string },
): Promise<'stopped' | 'asked' | 'over' | undefined> {
  return db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('runs')
      .select('state')
      .where('territory_id', '=', territoryId)
      .where('campaign_id', '=', campaignId)
      .where('id', '=', runId)
      .forUpdate()
      .executeTakeFirst()
    if (!row) return undefined
    if (row.state !== 'queued' && row.state !== 'running') return 'over'
    const queued = row.state === 'queued'
    await tx
      .updateTable('runs')
      .set(queued ? { stop_asked: true, state: 'stopped', finished_at: clock.now().toString() } : { stop_asked: true })
      .where('territory_id', '=', territoryId)
      .where('id', '=', runId)
      .execute()
    await notifications.notify(tx, runTopic(runId))
    return queued ? 'stopped' : 'asked'
  })
}
