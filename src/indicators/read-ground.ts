import { sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import { findArea, findSchool, findTerritory, type Territory } from '#/territory/index.ts'
import type { At, Level, View } from './board-view.ts'
import { codeOf, countedSchemes, inside, UNKNOWN_AREA } from './read-figures.ts'

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
  /** The bassins that the reader may look into; undefined: everything. */
  readonly own: readonly { readonly at: At; readonly name: string }[] | undefined
}

interface Wanted {
  readonly territoryId: string
  readonly view: View
  readonly now: Temporal.Instant
  /** Codes of the bassins that the reader may look into; undefined: everything. */
  readonly bassins?: readonly string[] | undefined
}

/** What every page of a dashboard stands on; undefined where the territory or the area does not exist, for this reader. */
export async function readGround(db: Db, { territoryId, view, now, bassins }: Wanted): Promise<Ground | undefined> {
  const territory = await findTerritory(db, territoryId)
  if (!territory) return undefined
  const own = bassins && (await namedBassins(db, territoryId, bassins))
  const at = view.at ?? own?.[0]?.at
  if (bassins && !(at && (await liesIn(db, territoryId, at, { level: 'bassin', codes: bassins })))) return undefined
  const schemes = await countedSchemes(db, territoryId)
  // A bassin that the territory's list does not know is still its coordinator's.
  const known = own?.find((area) => area.at.level === at?.level && area.at.code === at.code)
  const name = known?.name ?? (at && (await nameOf(db, territoryId, at)))
  if (at && name === undefined) return undefined
  const today = now.toZonedDateTimeISO(territory.timeZone).toPlainDate()
  const isPast = view.day && Temporal.PlainDate.compare(view.day, today) < 0
  return {
    territory,
    schemes,
    scheme: schemes.find((scheme) => scheme === view.scheme) ?? schemes[0] ?? '',
    view: { ...view, at, day: isPast ? view.day : undefined },
    here: at && name !== undefined ? { at, name } : undefined,
    today,
    own,
  }
}

/** The name of an area; undefined where there is none. */
export async function nameOf(db: Db, territoryId: string, { level, code }: At): Promise<string | undefined> {
  if (code === UNKNOWN_AREA) return unknownName
  if (level === 'etablissement') return (await findSchool(db, territoryId, code))?.name
  return (await findArea(db, territoryId, level, code))?.name
}

export const unknownName = 'Hors du territoire connu'

async function namedBassins(
  db: Db,
  territoryId: string,
  codes: readonly string[],
): Promise<{ at: At; name: string }[]> {
  const named: { at: At; name: string }[] = []
  for (const code of codes) {
    const at = { level: 'bassin', code } as const
    named.push({ at, name: (await nameOf(db, territoryId, at)) ?? code })
  }
  return named.toSorted((a, b) => a.name.localeCompare(b.name, 'fr'))
}

/**
 * Whether an area lies in some of a level with all its schools: figures are those of schools, and an area with one school elsewhere, or
 * with none that is known, is not theirs.
 */
export async function liesIn(
  db: Db,
  territoryId: string,
  area: At,
  { level, codes }: { readonly level: Level; readonly codes: readonly string[] },
): Promise<boolean> {
  if (area.level === level) return codes.includes(area.code)
  // Schools that no list knows are counted there too.
  if (area.code === UNKNOWN_AREA) return false
  const { rows } = await sql<{ lies: boolean | null }>`
    select bool_and(${codeOf(level)} = any (${codes})) as lies
    from schools s cross join lateral (select s.uai as school) c
    where s.territory_id = ${territoryId} and ${inside(area)}`.execute(db)
  return rows[0]?.lies ?? false
}
