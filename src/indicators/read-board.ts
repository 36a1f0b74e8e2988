import type { MapOutline } from '#/design/index.ts'
import type { Db } from '#/platform/database.ts'
import {
  findArea,
  findSchool,
  findTerritory,
  listAreas,
  listOutlines,
  listSchools,
  type Territory,
} from '#/territory/index.ts'
import { areasBehind, type Behind } from './alerts.ts'
import { type At, type Level, levelsBelow, measureShare, type SortKey, type View } from './board-view.ts'
import { type CurvePoint, curveOf } from './curve.ts'
import { addFigures, type Figures, placed, pupilsOf, shareOf, underWay, without } from './figures.ts'
import { latestRun } from './latest-run.ts'
import { type Asked, countedSchemes, daysSince, figuresBy, UNKNOWN_AREA } from './read-figures.ts'
import { findTarget, type Target } from './targets.ts'

/** An area of the table and the map. */
export interface AreaRow {
  readonly at: At
  readonly name: string
  readonly lat: number | undefined
  readonly lon: number | undefined
  readonly figures: Figures
}

/** Where a dashboard stands, whatever its page. */
export interface Ground {
  readonly territory: Territory
  /** Every scheme that pupils are counted for, the one with most first. */
  readonly schemes: readonly string[]
  readonly scheme: string
  readonly view: View
  /** Undefined for the whole territory. */
  readonly here: { readonly at: At; readonly name: string } | undefined
  readonly today: Temporal.PlainDate
}

export interface Board extends Ground {
  readonly figures: Figures
  /** Out of reach of every open seat, as the last allocation said; undefined where none said anything. */
  readonly unreached: { readonly pupils: number; readonly on: Temporal.Instant } | undefined
  readonly choices: readonly Level[]
  readonly below: Level | undefined
  readonly areas: readonly AreaRow[]
  readonly outlines: readonly MapOutline[]
  readonly curve: readonly CurvePoint[]
  readonly target: Target | undefined
  readonly behind: readonly Behind[]
}

/** Twelve weeks: what one remembers. */
const curveDays = 84

/** What every page of a dashboard stands on; undefined where the territory or the area does not exist. */
export async function readGround(
  db: Db,
  { territoryId, view, now }: { readonly territoryId: string; readonly view: View; readonly now: Temporal.Instant },
): Promise<Ground | undefined> {
  const territory = await findTerritory(db, territoryId)
  if (!territory) return undefined
  const schemes = await countedSchemes(db, territoryId)
  const name = view.at && (await nameOf(db, territoryId, view.at))
  if (view.at && name === undefined) return undefined
  const today = now.toZonedDateTimeISO(territory.timeZone).toPlainDate()
  const isPast = view.day && Temporal.PlainDate.compare(view.day, today) < 0
  return {
    territory,
    schemes,
    scheme: schemes.find((scheme) => scheme === view.scheme) ?? schemes[0] ?? '',
    view: isPast ? view : { ...view, day: undefined },
    here: view.at && name !== undefined ? { at: view.at, name } : undefined,
    today,
  }
}

/** The overview, in a dozen small queries whatever the size. */
export async function readBoard(db: Db, ground: Ground): Promise<Board> {
  const { territory, scheme, view, here, today } = ground
  const territoryId = territory.id
  const asked = { territoryId, scheme, day: view.day }
  const choices = await choicesOf(db, territoryId, here?.at)
  const below = choices.find((level) => level === view.below) ?? choices[0]
  const rows = below ? await areasBelow(db, { ...asked, at: here?.at, level: below }) : []
  const figures = below
    ? addFigures(rows.map((row) => row.figures))
    : addFigures((await figuresBy(db, asked, here?.at, undefined)).values())
  const day = view.day ?? today
  const from = day.subtract({ days: curveDays })
  const target = await findTarget(db, territoryId, scheme)
  const whole = here ? addFigures((await figuresBy(db, asked, undefined, undefined)).values()) : figures
  const due = target && Temporal.PlainDate.compare(target.byDay, day) <= 0
  return {
    ...ground,
    figures,
    unreached: view.day ? undefined : await unreachedOf(db, territoryId, here?.at),
    choices,
    below,
    areas: sortAreas(rows, view.sort.key, view.sort.descending),
    outlines: below ? await outlinesOf(db, territoryId, here?.at) : [],
    curve: curveOf(
      from,
      { day, placed: placed(figures), pupils: pupilsOf(figures) },
      await daysSince(db, asked, here?.at, from),
    ),
    target,
    behind:
      below && below !== 'etablissement' ? areasBehind(rows, due ? target.share / 100 : (shareOf(whole) ?? 0)) : [],
  }
}

/** The name of an area; undefined where there is none. */
export async function nameOf(db: Db, territoryId: string, { level, code }: At): Promise<string | undefined> {
  if (code === UNKNOWN_AREA) return unknownName
  if (level === 'etablissement') return (await findSchool(db, territoryId, code))?.name
  return (await findArea(db, territoryId, level, code))?.name
}

const unknownName = 'Hors du territoire connu'

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

interface Below extends Asked {
  readonly at: At | undefined
  readonly level: Level
}

/** The areas of a level inside `at` that pupils are counted in, in no order. */
export async function areasBelow(db: Db, { at, level, ...asked }: Below): Promise<AreaRow[]> {
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

/** Pupils whom the last allocation of the territory found nothing for within reach. */
async function unreachedOf(db: Db, territoryId: string, at: At | undefined): Promise<Board['unreached']> {
  const run = await latestRun(db, territoryId)
  if (!run) return undefined
  const within =
    at === undefined || at.code === UNKNOWN_AREA
      ? undefined
      : at.level === 'etablissement'
        ? [at.code]
        : (await listSchools(db, territoryId, { kind: at.level, code: at.code })).map(({ uai }) => uai)
  let query = db
    .selectFrom('run_coverage')
    .select(({ fn }) => fn.sum<number>('out_of_reach').as('pupils'))
    .where('territory_id', '=', territoryId)
    .where('run_id', '=', run.id)
  if (within) query = query.where('school', 'in', within.length > 0 ? within : [''])
  const row = await query.executeTakeFirst()
  return { pupils: row?.pupils ?? 0, on: run.finishedAt }
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
function sortAreas(rows: readonly AreaRow[], key: SortKey, descending: boolean): AreaRow[] {
  const sign = descending ? -1 : 1
  const byName = (a: AreaRow, b: AreaRow) => collator.compare(a.name, b.name)
  if (key === 'name') return rows.toSorted((a, b) => sign * byName(a, b))
  const weigh = ({ figures }: AreaRow): number => {
    if (key === 'share') return measureShare('placed', figures) ?? 2
    return { pupils: pupilsOf, underWay, without }[key](figures)
  }
  return rows.toSorted((a, b) => sign * (weigh(a) - weigh(b)) || byName(a, b))
}
