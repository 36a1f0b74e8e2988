import type { MapOutline } from '#/design/index.ts'
import type { Db } from '#/platform/database.ts'
import { listAreas, listOutlines, listSchools } from '#/territory/index.ts'
import { areasBehind, type Behind, pointsBehind } from './alerts.ts'
import { type At, type Level, levelsBelow, type Measured, measureShare, measureWords, type View } from './board-view.ts'
import { type CurvePoint, curveDays, curveOf } from './curve.ts'
import { addFigures, type Figures, placed, pupilsOf, shareOf, underWay, without } from './figures.ts'
import { type LatestRun, latestRun } from './latest-run.ts'
import { type Asked, daysSince, figuresBy, UNKNOWN_AREA } from './read-figures.ts'
import { type Ground, unknownName } from './read-ground.ts'
import { type Reach, reachBy } from './read-reach.ts'
import { findTarget, type Target } from './targets.ts'

/** An area of the table and the map. */
export interface AreaRow extends Measured {
  readonly at: At
  readonly name: string
  readonly lat: number | undefined
  readonly lon: number | undefined
}

export interface Board extends Ground {
  readonly figures: Figures
  /** What the last allocation of that day said; undefined where none said anything. */
  readonly reach: (Reach & { readonly run: LatestRun }) | undefined
  readonly choices: readonly Level[]
  readonly below: Level | undefined
  readonly areas: readonly AreaRow[]
  readonly outlines: readonly MapOutline[]
  readonly curve: readonly CurvePoint[]
  readonly target: Target | undefined
  readonly behind: readonly Behind[]
}

/** The overview, in a dozen small queries whatever the size. */
export async function readBoard(db: Db, ground: Ground): Promise<Board> {
  const { territory, scheme, view, here, today } = ground
  const territoryId = territory.id
  const asked = { territoryId, scheme, day: view.day }
  const choices = await choicesOf(db, territoryId, here?.at)
  const below = choices.find((level) => level === view.below) ?? choices[0]
  const day = view.day ?? today
  const target = await findTarget(db, territoryId, scheme)
  const counted = below ? await areasBelow(db, { ...asked, at: here?.at, level: below }) : []
  const figures = addFigures(
    below ? counted.map((row) => row.figures) : (await figuresBy(db, asked, here?.at, undefined)).values(),
  )
  const whole = here ? addFigures((await figuresBy(db, asked, undefined, undefined)).values()) : figures
  const due = target && Temporal.PlainDate.compare(target.byDay, day) <= 0
  const reference = due ? target.share / 100 : (shareOf(whole) ?? 0)
  const run = await latestRun(db, territoryId, view.day && endOf(view.day, territory.timeZone))
  const said = run && (await reachBy(db, { territoryId, runId: run.id }, here?.at, below))
  const rows = counted.map(
    (row): AreaRow => ({
      ...row,
      ...(said?.get(row.at.code) ?? nothingSaid),
      behind: pointsBehind(row.figures, reference),
    }),
  )
  const from = day.subtract({ days: curveDays(day) })
  return {
    ...ground,
    figures,
    reach: run && said && { run, ...addReach(said.values()) },
    choices,
    below,
    areas: sortAreas(rows, view),
    outlines: below ? await outlinesOf(db, territoryId, here?.at) : [],
    curve: curveOf(
      from,
      { day, placed: placed(figures), pupils: pupilsOf(figures) },
      await daysSince(db, asked, here?.at, from),
    ),
    target,
    behind: below && below !== 'etablissement' ? areasBehind(rows, reference) : [],
  }
}

/** Levels that hold something here, from the schools that the territory knows. */
async function choicesOf(db: Db, territoryId: string, at: At | undefined): Promise<Level[]> {
  const known = await db
    .selectFrom('schools')
    .select(({ fn }) => [
      fn.count<number>('bassin').as('bassin'),
      fn.count<number>('epci').as('epci'),
      fn.count<number>('departement').as('departement'),
      fn.count<number>('region').as('region'),
      fn.count<number>('commune').as('commune'),
    ])
    .where('territory_id', '=', territoryId)
    .executeTakeFirst()
  return levelsBelow[at?.level ?? 'territory'].filter((level) => level === 'etablissement' || (known?.[level] ?? 0) > 0)
}

type CountedArea = Omit<AreaRow, 'unreached' | 'lacking' | 'behind'>

interface Below extends Asked {
  readonly at: At | undefined
  readonly level: Level
}

/** The areas of a level inside `at` that pupils are counted in, in no order. */
export async function areasBelow(db: Db, { at, level, ...asked }: Below): Promise<CountedArea[]> {
  const { territoryId } = asked
  const figures = await figuresBy(db, asked, at, level)
  const wider =
    at && at.level !== 'etablissement' && at.code !== UNKNOWN_AREA ? { kind: at.level, code: at.code } : undefined
  const places =
    level === 'etablissement'
      ? (await listSchools(db, territoryId, wider)).map((school) => ({
          code: school.uai,
          ...school,
        }))
      : await listAreas(
          db,
          territoryId,
          level,
          wider && wider.kind !== 'commune' ? { kind: wider.kind, code: wider.code } : undefined,
        )
  const known = new Map<string, { name: string; lat?: number | undefined; lon?: number | undefined }>(
    places.map((place) => [place.code, place]),
  )
  const middles = level === 'etablissement' || level === 'commune' ? new Map() : await middlesOf(db, territoryId, level)
  return [...figures].map(([code, sum]) => {
    const place = known.get(code)
    const middle: { lat: number; lon: number } | undefined = middles.get(code)
    return {
      at: { level, code },
      name: place?.name ?? (level === 'etablissement' ? code : unknownName),
      lat: place?.lat ?? middle?.lat,
      lon: place?.lon ?? middle?.lon,
      figures: sum,
    }
  })
}

/** The middle of an area's schools, for areas without a position. */
async function middlesOf(
  db: Db,
  territoryId: string,
  level: 'region' | 'departement' | 'epci' | 'bassin',
): Promise<Map<string, { lat: number; lon: number }>> {
  const rows = await db
    .selectFrom('schools')
    .select(({ fn }) => [level, fn.avg<number>('lat').as('lat'), fn.avg<number>('lon').as('lon')])
    .where('territory_id', '=', territoryId)
    .where(level, 'is not', null)
    .groupBy(level)
    .execute()
  return new Map(rows.map((row) => [row[level] ?? '', { lat: row.lat, lon: row.lon }]))
}

const nothingSaid = { unreached: undefined, lacking: undefined }

const endOf = (day: Temporal.PlainDate, timeZone: string): Temporal.Instant =>
  day.add({ days: 1 }).toZonedDateTime(timeZone).toInstant()

function addReach(all: Iterable<Reach>): Reach {
  let [unreached, lacking] = [0, 0]
  for (const each of all) {
    unreached += each.unreached
    lacking += each.lacking
  }
  return { unreached, lacking }
}

/** The départements of the whole territory, or the area alone. */
async function outlinesOf(db: Db, territoryId: string, at: At | undefined): Promise<MapOutline[]> {
  if (at?.level === 'etablissement') return []
  const outlines = await listOutlines(db, territoryId, at?.level ?? 'departement')
  return [...outlines]
    .filter(([code]) => !at || code === at.code)
    .map(([code, polygons]) => ({ id: code, name: code, rings: polygons.flat() }))
}

const collator = new Intl.Collator('fr', { numeric: true })

/** In order; equal ones by name, so that pages do not change between two visits. */
function sortAreas(rows: readonly AreaRow[], { sort: { key, descending }, measure }: View): AreaRow[] {
  const sign = descending ? -1 : 1
  const byName = (a: AreaRow, b: AreaRow) => collator.compare(a.name, b.name)
  if (key === 'name') return rows.toSorted((a, b) => sign * byName(a, b))
  const weigh = (row: AreaRow): number => {
    if (key === 'share') return measureShare('placed', row) ?? 2
    if (key === 'measure') return measureWords(measure).of(row) ?? -1
    return { pupils: pupilsOf, underWay, without }[key](row.figures)
  }
  return rows.toSorted((a, b) => sign * (weigh(a) - weigh(b)) || byName(a, b))
}
