import './tables.ts'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { cursorOf, isInstant, readCursor } from '#/platform/paged.ts'
import { radiusSteps } from './criteria.ts'
import { around, conditionsOf, hasFreeWeek, inTitle, type Matching, metresTo, rowsOf, saying } from './matching.ts'

/** A result before anything is read of the offer itself, with the key that places it in the list. */
export interface Hit {
  readonly offerId: string
  readonly spot: number
  readonly key: readonly string[]
}

/** Spots within reach, the nearest first; `spot` 0 is no journey at all. */
export type ReachedSpots = readonly number[]

export interface PageAsked {
  readonly matching: Matching
  /** Only these spots, where a travel time is asked for. */
  readonly spots?: ReachedSpots | undefined
  readonly by: 'date' | 'relevance' | 'distance' | 'time'
  readonly after?: string | undefined
  readonly limit: number
}

/** The cursor that starts after a hit. */
export const cursorAfter = (hit: Hit): string => cursorOf(hit.key)

/** The next hits after a cursor, at most `limit`, in an order that new offers do not disturb. */
export async function findPage(db: Db, asked: PageAsked): Promise<Hit[]> {
  if (asked.matching.begin === 'nothing') return []
  if (asked.by === 'time' && asked.spots) return byTime(db, asked, asked.spots)
  if (asked.by === 'distance' && asked.matching.centre) return byDistance(db, asked, asked.matching.centre)
  if (asked.by === 'relevance' && asked.matching.words.length > 0) return byRelevance(db, asked)
  return byDate(db, asked)
}

/** How many there are, counted up to `most + 1`. In an order, so that what is common is counted along an index and stops early. */
export async function countHits(
  db: Db,
  { matching, spots }: Pick<PageAsked, 'matching' | 'spots'>,
  most: number,
): Promise<number> {
  if (matching.begin === 'nothing') return 0
  const where = all(conditionsOf(matching), within(matching, spots))
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (${open(matching, { where, order: newest, limit: most + 1 })}) found`.execute(db)
  return rows[0]?.count ?? 0
}

const newest = sql`i.published_at desc, i.offer_id desc`
const noMetres = sql`null::integer`

/**
 * The rows of the index in an order, of which the first ones with a free seat are taken. Seats are looked up after the sorting, row by
 * row until there are enough: looking first would ask for every offer of a town to show twenty. `offset 0` keeps the two steps apart.
 */
const open = (
  matching: Matching,
  {
    where,
    order,
    limit,
    metres = noMetres,
  }: {
    readonly where: RawBuilder<unknown>
    readonly order: RawBuilder<unknown>
    readonly limit: number
    readonly metres?: RawBuilder<unknown>
  },
) => sql<HitRow>`
  select i.offer_id, i.spot, i.metres, ${published} from (
    select i.territory_id, i.offer_id, i.spot, i.span, i.group_max, i.published_at, ${metres} as metres
    from ${rowsOf(matching)} where ${where} order by ${order} offset 0
  ) i where ${hasFreeWeek(matching)} limit ${limit}::integer`

const all = (conditions: readonly RawBuilder<SqlBool>[], more: readonly RawBuilder<SqlBool>[] = []) =>
  sql.join([...conditions, ...more], sql` and `)

/** The ground: the circle, and the spots within reach. */
function within({ centre, km }: Matching, spots: ReachedSpots | undefined): RawBuilder<SqlBool>[] {
  if (spots) return [sql<SqlBool>`i.spot = any(${spots}::bigint[])`]
  return centre && km !== undefined ? [around(centre, km)] : []
}

interface HitRow {
  readonly offer_id: string
  readonly spot: number
  readonly at: string
  readonly metres: number | null
}

const published = sql<string>`to_char(i.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`

async function byDate(db: Db, { matching, spots, after, limit }: PageAsked): Promise<Hit[]> {
  const where = all(conditionsOf(matching), within(matching, spots))
  return dated(db, matching, { where, after: readKey(after, ['date', instant, uuid]), limit, prefix: ['date'] })
}

/** Newest first, after a key of (instant, offer). */
async function dated(
  db: Db,
  matching: Matching,
  {
    where,
    after,
    limit,
    prefix,
  }: {
    readonly where: RawBuilder<unknown>
    readonly after: readonly string[] | undefined
    readonly limit: number
    readonly prefix: readonly string[]
  },
): Promise<Hit[]> {
  const [at, id] = after?.slice(-2) ?? []
  const later = at === undefined ? sql`` : sql`and (i.published_at, i.offer_id) < (${at}::timestamptz, ${id}::uuid)`
  const { rows } = await open(matching, { where: sql`${where} ${later}`, order: newest, limit }).execute(db)
  return rows.map((row) => ({ offerId: row.offer_id, spot: row.spot, key: [...prefix, row.at, row.offer_id] }))
}

/** Those whose title says it, then the others; in each the newest first. Cheap whatever the word, where a rank would read every match. */
async function byRelevance(db: Db, { matching, spots, after, limit }: PageAsked): Promise<Hit[]> {
  const conditions = [...conditionsOf(matching), ...within(matching, spots)]
  const key = readKey(after, ['titre', instant, uuid]) ?? readKey(after, ['texte', instant, uuid])
  const titled = saying(inTitle(matching))
  const hits: Hit[] = []
  if (key?.[0] !== 'texte')
    hits.push(
      ...(await dated(db, matching, { where: all(conditions, [titled]), after: key, limit, prefix: ['titre'] })),
    )
  if (hits.length < limit) {
    const where = all(conditions, [sql<SqlBool>`not (${titled})`])
    const from = key?.[0] === 'texte' ? key : undefined
    hits.push(...(await dated(db, matching, { where, after: from, limit: limit - hits.length, prefix: ['texte'] })))
  }
  return hits
}

/** Circle after circle, so that a dense town is not measured whole for its nearest twenty. */
async function byDistance(
  db: Db,
  { matching, spots, after, limit }: PageAsked,
  centre: { readonly lat: number; readonly lon: number },
): Promise<Hit[]> {
  const [, metres, id] = readKey(after, ['loin', metresForm, uuid]) ?? []
  const farthest = matching.km ?? radiusSteps.at(-1)!
  const from = metres === undefined ? 0 : Number(metres) / 1000
  const circles = [1, ...radiusSteps].filter((km) => km > from && km < farthest)
  const beyond =
    metres === undefined ? sql`` : sql`and (${metresTo(centre)}, i.offer_id) > (${metres}::integer, ${id}::uuid)`
  const reached = spots ? within({ ...matching, centre: undefined }, spots) : []
  for (const km of [...circles, farthest]) {
    const { rows } = await open(matching, {
      where: sql`${all(conditionsOf(matching), [around(centre, km), ...reached])} ${beyond}`,
      order: sql`metres, i.offer_id`,
      metres: metresTo(centre),
      limit,
    }).execute(db)
    if (rows.length === limit || km === farthest)
      return rows.map((row) => ({
        offerId: row.offer_id,
        spot: row.spot,
        key: ['loin', String(row.metres), row.offer_id],
      }))
  }
  return []
}

/** So many spots are looked at together. */
const spotsAtOnce = 400

/** In the order of the spots, a few hundred at a time until there is enough. */
async function byTime(db: Db, { matching, after, limit }: PageAsked, spots: ReachedSpots): Promise<Hit[]> {
  const [, lastSpot, lastId] = readKey(after, ['trajet', whole, uuid]) ?? []
  const start = lastSpot === undefined ? 0 : Math.max(0, spots.indexOf(Number(lastSpot)))
  const hits: Hit[] = []
  for (let from = start; from < spots.length && hits.length < limit; from += spotsAtOnce) {
    const chunk = spots.slice(from, from + spotsAtOnce)
    const { rows } = await open(matching, {
      where: sql`${all(conditionsOf(matching), within(matching, chunk))}
        ${lastSpot === undefined ? sql`` : sql`and not (i.spot = ${lastSpot}::bigint and i.offer_id <= ${lastId}::uuid)`}`,
      order: sql`array_position(${chunk}::bigint[], i.spot), i.offer_id`,
      limit: limit - hits.length,
    }).execute(db)
    hits.push(
      ...rows.map((row) => ({
        offerId: row.offer_id,
        spot: row.spot,
        key: ['trajet', String(row.spot), row.offer_id],
      })),
    )
  }
  return hits
}

/** A key of this form; undefined when the cursor is of another order, or was made up: then the list starts anew. */
function readKey(after: string | undefined, form: readonly (string | RegExp)[]): readonly string[] | undefined {
  const key = readCursor(after, form.length)
  return key?.every((part, index) => {
    const expected = form[index]!
    if (typeof expected === 'string') return part === expected
    return expected.test(part) && (expected !== instant || isInstant(part))
  })
    ? key
    : undefined
}
const instant = /^\d{4}-(0\d|1[0-2])-([012]\d|3[01])T[012]\d:\d\d:\d\d\.\d{6}Z$/
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const metresForm = /^\d{1,9}$/
const whole = /^\d{1,16}$/
