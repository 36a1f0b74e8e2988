import './tables.ts'
import type { Db } from '#/platform/database.ts'
import type { RunFigures, RunInput, RunState } from './tables.ts'

/** The topic on which a run's progress is told. */
export const runTopic = (runId: string): string => `run:${runId}`

/** A run as lists and headlines show it. */
export interface RunHead {
  readonly id: string
  readonly campaignId: string
  readonly number: number
  readonly state: RunState
  readonly stage: string
  readonly done: number
  readonly total: number
  readonly askedBy: string | undefined
  readonly askedAt: Temporal.Instant
  readonly startedAt: Temporal.Instant | undefined
  readonly finishedAt: Temporal.Instant | undefined
  readonly attempts: number
  readonly stopAsked: boolean
  readonly inputs: readonly RunInput[]
  /** Undefined until done. */
  readonly figures: RunFigures | undefined
  readonly verification: { readonly ok: boolean; readonly messages: readonly string[] } | undefined
  readonly failure: string | undefined
}

export async function listRuns(
  db: Db,
  { territoryId, campaignId, limit }: { territoryId: string; campaignId: string; limit: number },
): Promise<RunHead[]> {
  const rows = await headQuery(db, territoryId)
    .where('campaign_id', '=', campaignId)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
  return rows.map(headOf)
}

/** One run, or undefined when the campaign has none of this id. */
export async function findRun(
  db: Db,
  { territoryId, campaignId, runId }: { territoryId: string; campaignId: string; runId: string },
): Promise<RunHead | undefined> {
  const row = await headQuery(db, territoryId)
    .where('campaign_id', '=', campaignId)
    .where('id', '=', runId)
    .executeTakeFirst()
  return row && headOf(row)
}

/** The latest run with a result, which overviews show; undefined before the first. */
export async function latestResult(db: Db, territoryId: string, campaignId: string): Promise<RunHead | undefined> {
  const row = await headQuery(db, territoryId)
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'done')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && headOf(row)
}

function headQuery(db: Db, territoryId: string) {
  return db
    .selectFrom('runs')
    .select(['id', 'campaign_id', 'number', 'state', 'stage', 'done', 'total', 'asked_by', 'asked_at', 'started_at'])
    .select(['finished_at', 'attempts', 'stop_asked', 'inputs', 'figures', 'verification', 'failure'])
    .where('territory_id', '=', territoryId)
}

type HeadRow = NonNullable<Awaited<ReturnType<ReturnType<typeof headQuery>['executeTakeFirst']>>>

const headOf = (row: HeadRow): RunHead => ({
  id: row.id,
  campaignId: row.campaign_id,
  number: row.number,
  state: row.state,
  stage: row.stage,
  done: row.done,
  total: row.total,
  askedBy: row.asked_by ?? undefined,
  askedAt: row.asked_at,
  startedAt: row.started_at ?? undefined,
  finishedAt: row.finished_at ?? undefined,
  attempts: row.attempts,
  stopAsked: row.stop_asked,
  inputs: row.inputs,
  figures: row.figures ?? undefined,
  verification: row.verification ?? undefined,
  failure: row.failure ?? undefined,
})
