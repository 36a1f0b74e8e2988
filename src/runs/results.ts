import './tables.ts'
import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { searchable } from '#/platform/searchable.ts'
import type { PupilState, PupilWhy, RunJourney } from './tables.ts'

export interface RunKey {
  readonly territoryId: string
  readonly campaignId: string
  readonly runId: string
}

/** A pupil as lists show one. Names are of the campaign's file as it stands. */
export interface ListedPupil {
  readonly pupil: string
  readonly name: string | undefined
  readonly school: string
  readonly schoolName: string
  readonly priority: number
  readonly state: PupilState
  readonly code: string | undefined
  readonly minutes: number | undefined
}

export interface PupilFilter {
  /** `seated`: placed or fixed; `without`: partly or unplaced. */
  readonly state: PupilState | 'seated' | 'without' | undefined
  readonly code: string | undefined
  readonly school: string | undefined
  readonly priority: number | undefined
  /** Worst way in minutes: from (included) to (excluded). */
  readonly minutes: { readonly from: number; readonly to: number } | undefined
  readonly shortage: string | undefined
  readonly search: string
}

/** Those for whom most is to do come first. */
const urgency = sql<number>`case r.state when 'unplaced' then 0 when 'partly' then 1 when 'placed' then 2 else 3 end`

/** Pupils after one, those without a place first and then in the order of ids, at most `limit`. */
export async function listPupils(
  db: Db,
  key: RunKey,
  filter: PupilFilter,
  { after, limit, names }: { after: string | undefined; limit: number; names: boolean },
): Promise<ListedPupil[]> {
  let query = filtered(db, key, filter, names)
    .select([
      'r.pupil',
      'r.school',
      'r.priority',
      'r.state',
      'r.code',
      'r.minutes',
      'p.first_name',
      'p.last_name',
      's.name as school_name',
    ])
    .orderBy(urgency)
    .orderBy('r.pupil')
    .limit(limit)
  if (after !== undefined) {
    const former = sql`(select ${urgency} from run_pupils as r where r.territory_id = ${key.territoryId} and r.run_id = ${key.runId} and r.pupil = ${after})`
    query = query.where(sql<boolean>`(${urgency}, r.pupil) > (${former}, ${after})`)
  }
  const rows = await query.execute()
  return rows.map((row) => ({
    pupil: row.pupil,
    name: names ? nameOf(row) : undefined,
    school: row.school,
    schoolName: row.school_name ?? row.school,
    priority: row.priority,
    state: row.state,
    code: row.code ?? undefined,
    minutes: row.minutes ?? undefined,
  }))
}

/** How many pupils a filter keeps, whatever state and reason it names, by state and reason. */
export async function countPupils(
  db: Db,
  key: RunKey,
  filter: PupilFilter,
  names: boolean,
): Promise<{ readonly state: PupilState; readonly code: string | undefined; readonly count: number }[]> {
  const rows = await filtered(db, key, { ...filter, state: undefined, code: undefined }, names)
    .select((on) => ['r.state', 'r.code', on.fn.countAll<number>().as('count')])
    .groupBy(['r.state', 'r.code'])
    .execute()
  return rows.map(({ code, ...row }) => ({ ...row, code: code ?? undefined }))
}

function filtered(db: Db, { territoryId, campaignId, runId }: RunKey, filter: PupilFilter, names: boolean) {
  let query = db
    .selectFrom('run_pupils as r')
    .leftJoin('campaign_pupils as p', (on) =>
      on
        .onRef('p.territory_id', '=', 'r.territory_id')
        .on('p.campaign_id', '=', campaignId)
        .onRef('p.pupil', '=', 'r.pupil'),
    )
    .leftJoin('run_coverage as s', (on) =>
      on
        .onRef('s.territory_id', '=', 'r.territory_id')
        .onRef('s.run_id', '=', 'r.run_id')
        .onRef('s.school', '=', 'r.school'),
    )
    .where('r.territory_id', '=', territoryId)
    .where('r.run_id', '=', runId)
  const { state, code, school, priority, minutes, shortage, search } = filter
  if (state === 'without') query = query.where('r.state', 'in', ['partly', 'unplaced'])
  else if (state === 'seated') query = query.where('r.state', 'in', ['placed', 'fixed'])
  else if (state !== undefined) query = query.where('r.state', '=', state)
  if (code !== undefined) query = query.where('r.code', '=', code)
  if (school !== undefined) query = query.where('r.school', '=', school)
  if (priority !== undefined) query = query.where('r.priority', '=', priority)
  if (minutes) query = query.where('r.minutes', '>=', minutes.from).where('r.minutes', '<', minutes.to)
  if (shortage !== undefined)
    query = query.where((on) =>
      on.exists(
        on
          .selectFrom('run_shortage_members as m')
          .select(sql<number>`1`.as('one'))
          .where('m.territory_id', '=', territoryId)
          .where('m.run_id', '=', runId)
          .where('m.shortage', '=', shortage)
          .where('m.kind', '=', 'pupil')
          .whereRef('m.member', '=', 'r.pupil'),
      ),
    )
  for (const word of searchable(search).split(' ').filter(Boolean).slice(0, 6)) {
    const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where((on) =>
      on.or([
        // Without the right to names, a search must not reveal them either.
        names ? on('p.search', 'like', like) : on(sql<string>`lower(r.pupil)`, 'like', like),
        on(sql<string>`lower(coalesce(s.name, r.school))`, 'like', like),
        on(sql<string>`lower(r.school)`, 'like', like),
      ]),
    )
  }
  return query
}

const nameOf = ({
  first_name,
  last_name,
}: {
  first_name: string | null
  last_name: string | null
}): string | undefined => [first_name, last_name].filter(Boolean).join(' ') || undefined

export interface FoundPupil extends ListedPupil {
  readonly level: string
  readonly why: PupilWhy
  readonly placements: readonly PupilPlacement[]
  readonly unplaced: readonly {
    readonly week: string
    readonly code: string
    readonly reason: string
    readonly shortage: string | undefined
  }[]
}

export interface PupilPlacement {
  readonly week: string
  readonly offer: string
  readonly minutesOut: number | undefined
  readonly minutesBack: number | undefined
  readonly wishRank: number | undefined
  readonly fixed: boolean
  readonly journey: RunJourney | undefined
}

/** Everything a run says of a pupil; undefined when the pupil was not in it. */
export async function findPupil(db: Db, key: RunKey, pupil: string, names: boolean): Promise<FoundPupil | undefined> {
  const { territoryId, campaignId, runId } = key
  const row = await db
    .selectFrom('run_pupils as r')
    .leftJoin('campaign_pupils as p', (on) =>
      on
        .onRef('p.territory_id', '=', 'r.territory_id')
        .on('p.campaign_id', '=', campaignId)
        .onRef('p.pupil', '=', 'r.pupil'),
    )
    .leftJoin('run_coverage as s', (on) =>
      on
        .onRef('s.territory_id', '=', 'r.territory_id')
        .onRef('s.run_id', '=', 'r.run_id')
        .onRef('s.school', '=', 'r.school'),
    )
    .select(['r.pupil', 'r.school', 'r.level', 'r.priority', 'r.state', 'r.code', 'r.minutes', 'r.why'])
    .select(['p.first_name', 'p.last_name', 's.name as school_name'])
    .where('r.territory_id', '=', territoryId)
    .where('r.run_id', '=', runId)
    .where('r.pupil', '=', pupil)
    .executeTakeFirst()
  if (!row) return undefined
  const placements = await db
    .selectFrom('run_placements')
    .select(['week', 'offer', 'minutes_out', 'minutes_back', 'wish_rank', 'fixed', 'journey'])
    .where('territory_id', '=', territoryId)
    .where('run_id', '=', runId)
    .where('pupil', '=', pupil)
    .orderBy('week')
    .execute()
  const unplaced = await db
    .selectFrom('run_unplaced')
    .select(['week', 'code', 'reason', 'shortage'])
    .where('territory_id', '=', territoryId)
    .where('run_id', '=', runId)
    .where('pupil', '=', pupil)
    .orderBy('week')
    .execute()
  return {
    pupil: row.pupil,
    name: names ? nameOf(row) : undefined,
    school: row.school,
    schoolName: row.school_name ?? row.school,
    level: row.level,
    priority: row.priority,
    state: row.state,
    code: row.code ?? undefined,
    minutes: row.minutes ?? undefined,
    why: row.why,
    placements: placements.map((each) => ({
      week: each.week,
      offer: each.offer,
      minutesOut: each.minutes_out ?? undefined,
      minutesBack: each.minutes_back ?? undefined,
      wishRank: each.wish_rank ?? undefined,
      fixed: each.fixed,
      journey: each.journey ?? undefined,
    })),
    unplaced: unplaced.map(({ week, code, reason, shortage }) => ({
      week,
      code,
      reason,
      shortage: shortage ?? undefined,
    })),
  }
}

export interface OfferFacts {
  readonly offer: string
  readonly title: string
  readonly host: string
  readonly hostName: string | undefined
  readonly sector: string
  readonly seats: string
  readonly lat: number
  readonly lon: number
  readonly start: string | undefined
}

/** What the campaign's file says of some offers, by id; those that left it since are absent. */
export async function findOffers(
  db: Db,
  { territoryId, campaignId }: RunKey,
  offers: readonly string[],
): Promise<Map<string, OfferFacts>> {
  if (offers.length === 0) return new Map()
  const rows = await db
    .selectFrom('campaign_offers')
    .select(['offer', 'title', 'host', 'sector', 'lat', 'lon', 'cells'])
    .where('territory_id', '=', territoryId)
    .where('campaign_id', '=', campaignId)
    .where('offer', 'in', [...new Set(offers)])
    .execute()
  return new Map(
    rows.map(({ cells, ...row }) => [
      row.offer,
      { ...row, hostName: cells.host_name, seats: cells.seats ?? '', start: cells.start },
    ]),
  )
}

export interface SchoolRow {
  readonly school: string
  readonly name: string
  readonly pupils: number
  readonly placed: number
  readonly partly: number
  readonly unplaced: number
  readonly outOfReach: number
  readonly seatsTaken: number
  readonly lat: number | undefined
  readonly lon: number | undefined
}

/** Coverage of every school of a run: some hundreds of rows. */
export async function listSchoolRows(db: Db, { territoryId, runId }: RunKey): Promise<SchoolRow[]> {
  const rows = await db
    .selectFrom('run_coverage')
    .select(['school', 'name', 'pupils', 'placed', 'partly', 'unplaced', 'lat', 'lon'])
    .select(['out_of_reach as outOfReach', 'seats_taken as seatsTaken'])
    .where('territory_id', '=', territoryId)
    .where('run_id', '=', runId)
    .execute()
  return rows.map(({ lat, lon, ...row }) => ({ ...row, lat: lat ?? undefined, lon: lon ?? undefined }))
}

/** One file of a run. */
export async function findFile(db: Db, { territoryId, runId }: RunKey, name: string): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('run_files')
    .select('bytes')
    .where('territory_id', '=', territoryId)
    .where('run_id', '=', runId)
    .where('name', '=', name)
    .executeTakeFirst()
  return row?.bytes
}

/** The files of a run with their sizes, outputs first. */
export async function listFiles(db: Db, { territoryId, runId }: RunKey): Promise<{ name: string; size: number }[]> {
  const rows = await db
    .selectFrom('run_files')
    .select(['name', sql<number>`octet_length(bytes)`.as('size')])
    .where('territory_id', '=', territoryId)
    .where('run_id', '=', runId)
    .execute()
  return fileOrder.flatMap((name) => rows.filter((row) => row.name === name))
}
const fileOrder = [
  ...['report.html', 'allocation.csv', 'unplaced.csv', 'summary.json', 'certificate.json'],
  ...['campaign.json', 'pupils.csv', 'offers.csv', 'schools.csv'],
]
