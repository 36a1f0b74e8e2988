import '#/proposals/index.ts'
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { isId } from '#/platform/identifiers.ts'
import { isInstant, type Paged, pageOf, readCursor } from '#/platform/paged.ts'

/** Where someone whom the coordination looks for stands. */
export const helpStandings = {
  waiting: { word: 'à placer', tone: 'need' },
  unreached: { word: 'hors d’atteinte', tone: 'need' },
  proposed: { word: 'place proposée', tone: 'wait' },
  settled: { word: 'placé', tone: 'ok' },
} as const

export type HelpStanding = keyof typeof helpStandings

const isStanding = (text: string): text is HelpStanding => Object.hasOwn(helpStandings, text)
export const helpStandingNames: readonly HelpStanding[] = Object.keys(helpStandings).filter(isStanding)

/** A pupil whom the coordination looks for, in one scheme. */
export interface HelpedPupil {
  readonly pupilId: string
  readonly name: string
  readonly classId: string
  readonly className: string
  readonly schoolName: string
  readonly scheme: string
  readonly askedAt: Temporal.Instant
  /** By someone of the school, for the pupil. */
  readonly entered: boolean
  /** ISO weeks without a place, ascending. */
  readonly missing: readonly string[]
  readonly standing: HelpStanding
  /** What the last wave brought: an outcome of `help_wave_pupils`, and its number. */
  readonly last: { readonly outcome: string; readonly wave: number } | undefined
  /** What waits for answers. */
  readonly proposalId: string | undefined
}

export interface HelpQuery {
  readonly territoryId: string
  /** The first week that can still be filled. */
  readonly fromWeek: string
  /** Only those of its schools. */
  readonly bassin?: string | undefined
}

const ofBassin = ({ territoryId, bassin }: HelpQuery): Expression<SqlBool> =>
  bassin === undefined
    ? sql<boolean>`true`
    : sql<boolean>`n.school in (select uai from schools where territory_id = ${territoryId} and bassin = ${bassin})`

const missing = (fromWeek: string) => sql<string[]>`array(
  select w from unnest(n.needed) as w where not w = any (n.held) and w >= ${fromWeek} order by w)`

const standing = (fromWeek: string) => sql<HelpStanding>`case
  when cardinality(${missing(fromWeek)}) = 0 then 'settled'
  when ${missing(fromWeek)} <@ n.proposed then 'proposed'
  when last.outcome = 'out_of_reach' then 'unreached'
  else 'waiting' end`

/**
 * Those who asked for help or were entered, of one part of a territory: call it in `guarded`, and the lock shows those of the account's
 * own bassins alone.
 */
const helped = (db: Db, query: HelpQuery) =>
  db
    .selectFrom('help_needs as n')
    // One by one through the index, whatever the second lock is thought to cost for each: those who are helped are few, pupils are many.
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('pupils')
          .select(['territory_id', 'id', 'first_name', 'last_name', 'class_id', 'school'])
          .whereRef('pupils.territory_id', '=', 'n.territory_id')
          .whereRef('pupils.id', '=', 'n.pupil_id')
          .offset(sql<number>`0`)
          .as('p'),
      (on) => on.onTrue(),
    )
    .leftJoinLateral(
      (from) =>
        from
          .selectFrom('help_wave_pupils as o')
          .innerJoin('help_waves as w', (on) =>
            on.onRef('w.territory_id', '=', 'o.territory_id').onRef('w.id', '=', 'o.wave_id'),
          )
          .select(['o.outcome', 'w.number'])
          .whereRef('o.territory_id', '=', 'n.territory_id')
          .whereRef('o.pupil_id', '=', 'n.pupil_id')
          .whereRef('w.scheme', '=', 'n.scheme')
          .where('w.sent_at', 'is not', null)
          .orderBy('o.wave_id', 'desc')
          .limit(1)
          .as('last'),
      (on) => on.onTrue(),
    )
    .where('n.territory_id', '=', query.territoryId)
    .where(ofBassin(query))

/** A page of the list, who asked first ahead. */
export async function listHelped(
  db: Db,
  query: HelpQuery,
  {
    only,
    after,
    limit,
  }: { readonly only: HelpStanding | 'stuck' | undefined; readonly after?: string | undefined; readonly limit: number },
): Promise<Paged<HelpedPupil>> {
  const cursor = readCursor(after, 3)
  let found = helped(db, query)
    .leftJoin('classes as c', (on) =>
      on.onRef('c.territory_id', '=', 'p.territory_id').onRef('c.id', '=', 'p.class_id'),
    )
    .leftJoin('schools as s', (on) => on.onRef('s.territory_id', '=', 'p.territory_id').onRef('s.uai', '=', 'p.school'))
    .select([
      'n.pupil_id',
      'n.scheme',
      'n.asked_at',
      'n.entered_by',
      'p.first_name',
      'p.last_name',
      'p.school',
      'p.class_id',
    ])
    .select(['c.name as class_name', 's.name as school_name', 'last.outcome', 'last.number'])
    .select([missing(query.fromWeek).as('missing'), standing(query.fromWeek).as('standing')])
    .select((on) =>
      on
        .selectFrom('proposals as o')
        .select('o.id')
        .whereRef('o.territory_id', '=', 'n.territory_id')
        .whereRef('o.pupil_id', '=', 'n.pupil_id')
        .where('o.state', 'in', ['proposed', 'accepted'])
        .orderBy('o.id', 'desc')
        .limit(1)
        .as('proposal_id'),
    )
  if (only === undefined) found = found.where(isOpen(query))
  else found = found.where(standing(query.fromWeek), 'in', only === 'stuck' ? stuck : [only])
  const [at = '', pupil = '', inScheme = ''] = cursor ?? []
  if (isInstant(at) && isId(pupil)) {
    found = found.where(
      sql<boolean>`(n.asked_at, n.pupil_id, n.scheme) > (${at}::timestamptz, ${pupil}::uuid, ${inScheme})`,
    )
  }
  const rows = await found
    .orderBy('n.asked_at')
    .orderBy('n.pupil_id')
    .orderBy('n.scheme')
    .limit(limit + 1)
    .execute()
  const page = pageOf(rows, limit, ({ asked_at, pupil_id, scheme }) => [asked_at.toString(), pupil_id, scheme])
  return {
    next: page.next,
    rows: page.rows.map((row) => ({
      pupilId: row.pupil_id,
      name: `${row.first_name} ${row.last_name}`,
      classId: row.class_id,
      className: row.class_name ?? '',
      schoolName: row.school_name ?? row.school,
      scheme: row.scheme,
      askedAt: row.asked_at,
      entered: row.entered_by !== null,
      missing: row.missing,
      standing: row.standing,
      last: row.outcome === null || row.number === null ? undefined : { outcome: row.outcome, wave: row.number },
      proposalId: row.proposal_id ?? undefined,
    })),
  }
}

/** Without a solution: no place, and none that waits for answers. */
const stuck: readonly HelpStanding[] = ['waiting', 'unreached']

/** Those who are placed leave the list by themselves; one may still ask for them. */
const isOpen = ({ fromWeek }: HelpQuery): Expression<SqlBool> => sql<boolean>`cardinality(${missing(fromWeek)}) > 0`

export interface HelpCount {
  readonly scheme: string
  readonly standing: HelpStanding
  readonly pupils: number
}

/** How many stand where, by scheme. */
export async function countHelped(db: Db, query: HelpQuery): Promise<readonly HelpCount[]> {
  const counted = helped(db, query).select(['n.scheme', standing(query.fromWeek).as('standing')])
  return db
    .selectFrom(counted.as('h'))
    .select((on) => ['h.scheme', 'h.standing', on.fn.countAll<number>().as('pupils')])
    .groupBy(['h.scheme', 'h.standing'])
    .execute()
}

/** The weeks that those who are to be placed in a scheme miss. */
export async function missingWeeksOf(db: Db, query: HelpQuery, scheme: string): Promise<string[]> {
  const { territoryId, fromWeek } = query
  const { rows } = await sql<{ week: string }>`
    select distinct w as week from help_needs n cross join lateral unnest(n.needed) as w
    where n.territory_id = ${territoryId} and n.scheme = ${scheme} and w >= ${fromWeek}
      and not w = any (n.held) and not w = any (n.proposed) and ${ofBassin(query)}
    order by 1`.execute(db)
  return rows.map(({ week }) => week)
}
