import './tables.ts'
import '#/runs/index.ts'
import type { Db } from '#/platform/database.ts'
import type { Wave } from './waves.ts'

/** A place that the run of a wave found for a pupil: one offer, and the weeks of it. */
export interface FoundPlace {
  readonly offerId: string
  readonly weeks: readonly string[]
  readonly minutesOut: number | undefined
  readonly minutesBack: number | undefined
}

/** What the run of a wave says of a pupil. */
export interface WaveResult {
  readonly pupilId: string
  readonly places: readonly FoundPlace[]
  /** Weeks without a place, and why: a code of the allocation, and its words. */
  readonly without: readonly { readonly week: string; readonly code: string; readonly reason: string }[]
}

/**
 * The results of a wave's run in the order of pupils, `limit` of them after one: those whom it looked for, not those who held a place
 * already.
 */
export async function waveResults(
  db: Db,
  { territoryId, runId }: Pick<Wave, 'territoryId' | 'runId'>,
  {
    after,
    limit,
    only,
    pupilId: one,
  }: {
    readonly after?: string | undefined
    readonly limit: number
    readonly only?: 'found' | 'without' | undefined
    readonly pupilId?: string
  },
): Promise<readonly WaveResult[]> {
  let query = db
    .selectFrom('run_pupils')
    .select('pupil')
    .where('territory_id', '=', territoryId)
    .where('run_id', '=', runId)
    .where('state', '<>', 'fixed')
  if (only === 'found') query = query.where('state', 'in', ['placed', 'partly'])
  if (only === 'without') query = query.where('state', 'in', ['unplaced', 'partly'])
  if (after !== undefined) query = query.where('pupil', '>', after)
  if (one !== undefined) query = query.where('pupil', '=', one)
  const pupils = (await query.orderBy('pupil').limit(limit).execute()).map(({ pupil }) => pupil)
  if (pupils.length === 0) return []
  const placements = await db
    .selectFrom('run_placements')
    .select(['pupil', 'week', 'offer', 'minutes_out', 'minutes_back'])
    .where('territory_id', '=', territoryId)
    .where('run_id', '=', runId)
    .where('pupil', 'in', pupils)
    .orderBy('week')
    .execute()
  const unplaced = await db
    .selectFrom('run_unplaced')
    .select(['pupil', 'week', 'code', 'reason'])
    .where('territory_id', '=', territoryId)
    .where('run_id', '=', runId)
    .where('pupil', 'in', pupils)
    .orderBy('week')
    .execute()
  return pupils.map((pupilId) => ({
    pupilId,
    places: [
      ...Map.groupBy(
        placements.filter(({ pupil }) => pupil === pupilId),
        ({ offer }) => offer,
      ),
    ].map(([offerId, weeks]) => ({
      offerId,
      weeks: weeks.map(({ week }) => week),
      minutesOut: longest(weeks.map(({ minutes_out }) => minutes_out)),
      minutesBack: longest(weeks.map(({ minutes_back }) => minutes_back)),
    })),
    without: unplaced
      .filter(({ pupil }) => pupil === pupilId)
      .map(({ week, code, reason }) => ({ week, code, reason })),
  }))
}

function longest(minutes: readonly (number | null)[]): number | undefined {
  const known = minutes.filter((each) => each !== null)
  return known.length < minutes.length || known.length === 0 ? undefined : Math.max(...known)
}

/** How many pupils the run looked for, and for how many it found something. */
export async function countWaveResults(
  db: Db,
  { territoryId, runId }: Pick<Wave, 'territoryId' | 'runId'>,
): Promise<{ readonly found: number; readonly without: number }> {
  const rows = await db
    .selectFrom('run_pupils')
    .select((on) => ['state', on.fn.countAll<number>().as('count')])
    .where('territory_id', '=', territoryId)
    .where('run_id', '=', runId)
    .where('state', '<>', 'fixed')
    .groupBy('state')
    .execute()
  const of = (...states: readonly string[]) =>
    rows.filter(({ state }) => states.includes(state)).reduce((sum, { count }) => sum + count, 0)
  return { found: of('placed', 'partly'), without: of('unplaced') }
}
