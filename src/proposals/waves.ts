import './tables.ts'
import '#/runs/index.ts'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { type Paged, pageOf, readCursor } from '#/platform/paged.ts'
import type { ProposalState } from './proposal.ts'

/**
 * Where a wave stands: being computed; nothing came of the computing; to be looked at; going out; sent; put aside. Only the last ones are
 * stored: the first three are those of its run.
 */
export type WaveState = 'running' | 'failed' | 'review' | 'going' | 'sent' | 'dropped'

/** An allocation for those who asked for help, and what became of it. */
export interface Wave {
  readonly territoryId: string
  readonly id: string
  readonly scheme: string
  /** Code of the bassin whose pupils it is for; undefined for the whole territory. */
  readonly bassin?: string | undefined
  /** From 1 on, in the territory and scheme. */
  readonly number: number
  readonly campaignId: string
  readonly runId: string
  readonly weeks: readonly string[]
  readonly state: WaveState
  readonly startedAt: Temporal.Instant
  readonly sentAt: Temporal.Instant | undefined
  readonly answerBy: Temporal.Instant | undefined
  readonly failure: string | undefined
  /** Its allocation can be looked at. */
  readonly hasRun: boolean
}

/** A wave of a territory; undefined when there is none of this id. */
export async function findWave(db: Db, territoryId: string, id: string): Promise<Wave | undefined> {
  const row = await waveQuery(db, territoryId).where('w.id', '=', id).executeTakeFirst()
  return row && waveOf(row)
}

/** The waves of a territory, the newest first; with `bassins`, those of the whole territory and of these bassins. */
export async function listWaves(
  db: Db,
  territoryId: string,
  {
    limit,
    after,
    bassins,
  }: {
    readonly limit: number
    readonly after?: string | undefined
    readonly bassins?: readonly string[] | undefined
  },
): Promise<Paged<Wave>> {
  let query = waveQuery(db, territoryId)
  if (bassins) query = query.where((on) => on.or([on('w.bassin', 'is', null), on('w.bassin', 'in', [...bassins, ''])]))
  const [before] = readCursor(after, 1) ?? []
  if (before !== undefined && isId(before)) query = query.where('w.id', '<', before)
  const rows = await query
    .orderBy('w.id', 'desc')
    .limit(limit + 1)
    .execute()
  const page = pageOf(rows, limit, ({ id }) => [id])
  return { next: page.next, rows: page.rows.map(waveOf) }
}

/** The waves that wait to be looked at or are being computed: one at most for each scheme and bassin. */
export async function openWaves(db: Db, territoryId: string): Promise<readonly Wave[]> {
  const rows = await waveQuery(db, territoryId)
    .where('w.sent_at', 'is', null)
    .where('w.dropped_at', 'is', null)
    .orderBy('w.id')
    .execute()
  return rows.map(waveOf)
}

/** The wave that waits to be looked at, or is being computed: of a bassin, or of the whole territory. */
export async function openWave(
  db: Db,
  territoryId: string,
  { scheme, bassin }: { readonly scheme: string; readonly bassin: string | undefined },
): Promise<Wave | undefined> {
  const row = await waveQuery(db, territoryId)
    .where('w.scheme', '=', scheme)
    .where('w.bassin', bassin === undefined ? 'is' : '=', bassin ?? null)
    .where('w.sent_at', 'is', null)
    .where('w.dropped_at', 'is', null)
    .executeTakeFirst()
  return row && waveOf(row)
}

const waveQuery = (db: Db, territoryId: string) =>
  db
    .selectFrom('help_waves as w')
    .leftJoin('runs as r', (on) => on.onRef('r.territory_id', '=', 'w.territory_id').onRef('r.id', '=', 'w.run_id'))
    .selectAll('w')
    .select(['r.state as run_state', 'r.failure'])
    .where('w.territory_id', '=', territoryId)

type WaveRow = NonNullable<Awaited<ReturnType<ReturnType<typeof waveQuery>['executeTakeFirst']>>>

const waveOf = (row: WaveRow): Wave => ({
  territoryId: row.territory_id,
  id: row.id,
  scheme: row.scheme,
  bassin: row.bassin ?? undefined,
  number: row.number,
  campaignId: row.campaign_id,
  runId: row.run_id,
  weeks: row.weeks,
  state: stateOf(row),
  startedAt: row.started_at,
  sentAt: row.sent_at ?? undefined,
  answerBy: row.answer_by ?? undefined,
  failure: row.failure ?? undefined,
  hasRun: row.run_state !== null,
})

function stateOf({ dropped_at, sent_at, gone_at, run_state }: WaveRow): WaveState {
  if (dropped_at) return 'dropped'
  if (sent_at) return gone_at ? 'sent' : 'going'
  if (run_state === 'done') return 'review'
  return run_state === 'queued' || run_state === 'running' ? 'running' : 'failed'
}

export interface WaveCounts {
  /** Pupils by what the wave brought them (`help_wave_pupils.outcome`). */
  readonly outcomes: Readonly<Record<string, number>>
  /** Its proposals by what became of them. */
  readonly proposals: Readonly<Partial<Record<ProposalState, number>>>
}

/** What became of several waves, by wave. */
export async function countWaves(
  db: Db,
  territoryId: string,
  waveIds: readonly string[],
): Promise<ReadonlyMap<string, WaveCounts>> {
  if (waveIds.length === 0) return new Map()
  const outcomes = await db
    .selectFrom('help_wave_pupils')
    .select((on) => ['wave_id', 'outcome', on.fn.countAll<number>().as('count')])
    .where('territory_id', '=', territoryId)
    .where('wave_id', 'in', waveIds)
    .groupBy(['wave_id', 'outcome'])
    .execute()
  const proposals = await db
    .selectFrom('proposals')
    .select((on) => ['wave_id', 'state', on.fn.countAll<number>().as('count')])
    .where('territory_id', '=', territoryId)
    .where('wave_id', 'in', waveIds)
    .groupBy(['wave_id', 'state'])
    .execute()
  return new Map(
    waveIds.map((id) => [
      id,
      {
        outcomes: Object.fromEntries(
          outcomes.filter(({ wave_id }) => wave_id === id).map(({ outcome, count }) => [outcome, count]),
        ),
        proposals: Object.fromEntries(
          proposals.filter(({ wave_id }) => wave_id === id).map(({ state, count }) => [state, count]),
        ),
      },
    ]),
  )
}

/** What the last wave that was sent brought to a pupil: an outcome of `help_wave_pupils`. */
export async function lastOutcome(
  db: Db,
  { territoryId, pupilId }: { readonly territoryId: string; readonly pupilId: string },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('help_wave_pupils as o')
    .innerJoin('help_waves as w', (on) =>
      on.onRef('w.territory_id', '=', 'o.territory_id').onRef('w.id', '=', 'o.wave_id'),
    )
    .select('o.outcome')
    .where('o.territory_id', '=', territoryId)
    .where('o.pupil_id', '=', pupilId)
    .where('w.sent_at', 'is not', null)
    .orderBy('o.wave_id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.outcome
}
