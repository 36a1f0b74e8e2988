import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type Db, moment } from '#/platform/database.ts'
import { cellsAround } from './grid.ts'
import { sectorsNamed } from './words.ts'

/** What of a pupil decides which places are open to them, as far as the index knows; the rules have the last word. */
export interface PupilMatch {
  readonly level: string
  readonly schemes: readonly string[]
  /** Years at the start of the first week. */
  readonly age: number
  readonly school: string
  readonly priority: number
  readonly qpv: boolean
  readonly withoutNetwork: boolean
  readonly needs: readonly string[]
}

/** All that an offer must meet to be a result, resolved: no name is left to look up. */
export interface Matching {
  readonly territoryId: string
  /** ISO weeks in which a seat must be free, one of them at least; without them any week from `thisWeek` on. */
  readonly weeks?: readonly string[] | undefined
  /** Whether an offer taken as a whole must lie within `weeks`. */
  readonly wholeWithin?: boolean
  readonly thisWeek: string
  /** Where the look begins (see `withBeginning`). */
  readonly begin?: Beginning | undefined
  readonly words: readonly string[]
  /** Trades that the words name. */
  readonly namedTrades: readonly string[]
  readonly sector?: string | undefined
  readonly trade?: string | undefined
  readonly level?: string | undefined
  readonly scheme?: string | undefined
  readonly facilities: readonly string[]
  readonly group?: number | undefined
  readonly pupil?: PupilMatch | undefined
  readonly centre?: { readonly lat: number; readonly lon: number } | undefined
  readonly km?: number | undefined
  /** Published since: what an alert tells. */
  readonly since?: Temporal.Instant | undefined
}

/** By which of the things asked so few are left that one looks among them first; `nothing`: none is. */
export type Beginning = 'words' | 'weeks' | 'nothing'

type Condition = RawBuilder<SqlBool>

/** Metres from the centre to an offer `i`, as `metresApart` has them. */
export const metresTo = ({ lat, lon }: { readonly lat: number; readonly lon: number }): RawBuilder<number> =>
  sql<number>`round(sqrt(power((i.lat - ${lat}::float8) * 111200, 2)
    + power((i.lon - ${lon}::float8) * ${111_200 * Math.cos((lat * Math.PI) / 180)}::float8, 2)))::integer`

/** Around a centre: squares by the b-tree, then the circle. */
export function around(centre: { readonly lat: number; readonly lon: number }, km: number): Condition {
  const ranges = cellsAround(centre.lat, centre.lon, km)
  const [from, to] = [ranges.map(([first]) => first), ranges.map(([, last]) => last)]
  // As a list of squares: one probe of the index each, whatever the planner believes of the ranges.
  const cells = from.flatMap((first, row) =>
    Array.from({ length: to[row]! - first + 1 }, (_, column) => first + column),
  )
  return sql<SqlBool>`i.cell = any(${cells}::integer[]) and ${metresTo(centre)} <= ${Math.round(km * 1000)}::integer`
}

/** The conditions on a row `i` of offer_index; whether a seat is free is asked apart (`hasFreeWeek`). */
export function conditionsOf(matching: Matching): Condition[] {
  const { territoryId, sector, trade, level, scheme, facilities, group, pupil } = matching
  const conditions: Condition[] = [sql<SqlBool>`i.territory_id = ${territoryId}`]
  if (matching.words.length > 0 && matching.begin !== 'words') conditions.push(saying(anywhere(matching)))
  if (sector !== undefined) conditions.push(sql<SqlBool>`i.sector = ${sector}`)
  if (trade !== undefined) conditions.push(sql<SqlBool>`i.trades @> array[${trade}]`)
  if (level !== undefined) conditions.push(sql<SqlBool>`i.levels @> array[${level}]`)
  if (scheme !== undefined) conditions.push(sql<SqlBool>`i.schemes @> array[${scheme}]`)
  const needs = [...new Set([...facilities, ...(pupil?.needs ?? [])])]
  if (needs.length > 0) conditions.push(sql<SqlBool>`i.facilities @> ${needs}::text[]`)
  if (group !== undefined) conditions.push(sql<SqlBool>`i.group_max >= ${group}::integer`)
  if (pupil) conditions.push(...openTo(pupil))
  if (matching.since) conditions.push(sql<SqlBool>`i.published_at > ${moment(matching.since)}`)
  if (matching.begin === 'weeks') conditions.push(sql<SqlBool>`i.offer_id = any(array(${openOffers(matching)}))`)
  return conditions
}

const openTo = (pupil: PupilMatch): Condition[] => [
  sql<SqlBool>`i.levels @> array[${pupil.level}]`,
  ...(pupil.schemes.length > 0 ? [sql<SqlBool>`i.schemes && ${pupil.schemes}::text[]`] : []),
  sql<SqlBool>`i.min_age <= ${pupil.age}::integer`,
  sql<SqlBool>`(i.reserved_schools = '{}' or i.reserved_schools @> array[${pupil.school}])`,
  sql<SqlBool>`i.min_priority <= ${pupil.priority}::integer`,
  ...(pupil.qpv ? [] : [sql<SqlBool>`not i.reserved_qpv`]),
  ...(pupil.withoutNetwork ? [] : [sql<SqlBool>`not i.reserved_without_network`]),
]

/**
 * A seat is left in a wanted week; in every week of an offer taken as a whole, which then lies within the weeks of the pupil. `offset 0`
 * has it looked up offer by offer: as a join, the planner reads every open week of the territory as soon as its guesses are wrong.
 */
export function hasFreeWeek({ weeks, wholeWithin, thisWeek, group = 1 }: Matching): Condition {
  const wanted = weeks ? sql<SqlBool>`w.week = any(${weeks}::text[])` : sql<SqlBool>`w.week >= ${thisWeek}`
  const outside = weeks && wholeWithin ? sql<SqlBool>`or w.week <> all(${weeks}::text[])` : sql<SqlBool>``
  const seats = group > 1 ? sql<SqlBool>`w.seats - w.taken >= ${group}::integer` : sql<SqlBool>`w.taken < w.seats`
  return sql<SqlBool>`exists (
      select from offer_weeks w where w.territory_id = i.territory_id and w.offer_id = i.offer_id and ${wanted}
        and not w.closed and w.taken < w.seats and ${seats} and (i.group_max = 0 or w.taken < i.group_max)
      offset 0)
    and (i.span = 'week' or not exists (
      select from offer_weeks w where w.territory_id = i.territory_id and w.offer_id = i.offer_id
        and (w.closed or w.taken >= w.seats or (i.group_max > 0 and w.taken >= i.group_max) or w.week < ${thisWeek} ${outside})))`
}

/** The least number of pupils that an index of their own serves (migrations/0052_search_groups.sql). */
const largeGroup = 4

/** Those with seats left in the wanted weeks. */
function openOffers({ territoryId, weeks, thisWeek, group = 1 }: Matching): RawBuilder<unknown> {
  const wanted = weeks ? sql`w.week = any(${weeks}::text[])` : sql`w.week >= ${thisWeek}`
  const seats =
    group < largeGroup
      ? sql`w.taken < w.seats`
      : sql`w.seats - w.taken >= ${sql.lit(largeGroup)} and w.seats - w.taken >= ${group}::integer`
  return sql`select w.offer_id from offer_weeks w
    where w.territory_id = ${territoryId} and ${wanted} and not w.closed and ${seats}`
}

/** So many are looked up one by one sooner than they are met among the newest. */
const few = 2000

/**
 * Settles where to begin, by a look along an index that stops early: the planner cannot know how rare the beginning of a word is, nor how
 * many seats of a week are left, and its wrong guesses cost a hundred times as much.
 */
export async function withBeginning(db: Db, matching: Matching): Promise<Matching> {
  const count = async (rows: RawBuilder<unknown>): Promise<number> => {
    const counted = await sql<{ count: number }>`
      select count(*) as count from (${rows} limit ${few + 1}::integer) found`.execute(db)
    return counted.rows[0]?.count ?? 0
  }
  let begin: Beginning | undefined
  if (matching.words.length > 0) {
    const said = await count(sql`select from offer_index i where i.words @@ ${anywhere(matching)}`)
    begin = said === 0 ? 'nothing' : said <= few ? 'words' : undefined
  }
  const mayBeFew = matching.weeks !== undefined || (matching.group ?? 1) >= largeGroup
  if (begin === undefined && mayBeFew) {
    const left = await count(openOffers(matching))
    begin = left === 0 ? 'nothing' : left <= few ? 'weeks' : undefined
  }
  return { ...matching, begin }
}

/** What is looked through, as `i`. */
export const rowsOf = (matching: Matching): RawBuilder<unknown> =>
  matching.begin === 'words'
    ? sql`(select * from offer_index i where i.territory_id = ${matching.territoryId} and i.words @@ ${anywhere(matching)} offset 0) i`
    : sql`offer_index i`

/** The function behind `@@`, of which the planner knows no index: common words are met sooner row by row. */
export const saying = (query: RawBuilder<unknown>): Condition => sql<SqlBool>`ts_match_vq(i.words, ${query})`

/** All the words, the last one possibly cut short; or a sector or a trade that the words name. */
export function anywhere({ words, namedTrades }: Pick<Matching, 'words' | 'namedTrades'>): RawBuilder<unknown> {
  const codes = [...sectorsNamed(words).map((code) => `s:${code}`), ...namedTrades.map((code) => `t:${code}`)]
  const query = sql`to_tsquery('french', ${written(words, '')})`
  return codes.length === 0 ? query : sql`(${query} || ${codes.map((code) => `'${code}'`).join(' | ')}::tsquery)`
}

/** All the words in the title. */
export const inTitle = ({ words }: Pick<Matching, 'words'>): RawBuilder<unknown> =>
  sql`to_tsquery('french', ${written(words, 'A')})`

/** Words are letters and digits only, so nothing of them is an operator. */
const written = (words: readonly string[], weight: '' | 'A'): string =>
  words
    .map((word, index) => {
      const prefix = index === words.length - 1 && word.length >= 3 ? '*' : ''
      return prefix + weight === '' ? word : `${word}:${prefix}${weight}`
    })
    .join(' & ')
