import './tables.ts'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#/platform/database.ts'
import type { At, Level } from './board-view.ts'
import { type Cell, type Figures, figuresOf } from './figures.ts'

/** Where schools go that the territory's list does not know, or that no area of the level holds. */
export const UNKNOWN_AREA = 'autres'

export interface Asked {
  readonly territoryId: string
  readonly scheme: string
  /** Undefined: now, what was written a moment ago included. */
  readonly day: Temporal.PlainDate | undefined
  /** Only those who need this week, by where they stand for it; of a past day nobody knows that. */
  readonly week?: string | undefined
}

/** The counts as rows of school, status, source and pupils, now or at the end of a past day: now less what came after. */
function cellsOf({ territoryId, scheme, day, week }: Asked): RawBuilder<unknown> {
  if (day && week !== undefined) throw new Error('the weeks of past days are counted in slices.ts')
  const [past, slice] = [day?.toString(), week === undefined ? '' : `week:${week}`]
  const about = sql`territory_id = ${territoryId} and scheme = ${scheme}`
  return sql`(
    select school, status, source, pupils from status_counts where ${about} and slice = ${slice}
    union all
    select school, status, source, pupils from status_changes where ${about} and slice = ${slice}
      ${past === undefined ? sql`` : sql`and day <= ${past}`}
    ${past === undefined ? sql`` : sql`union all select school, status, source, -pupils from status_days where ${about} and school <> '' and day > ${past}`}
  )`
}

const columns: Readonly<Record<Exclude<Level, 'etablissement'>, string>> = {
  region: 's.region',
  departement: 's.departement',
  epci: 's.epci',
  bassin: 's.bassin',
  commune: 's.commune',
}
/** The code of the area of a level that holds a school `s` whose rows are `c`. */
export const codeOf = (level: Level): RawBuilder<unknown> =>
  level === 'etablissement' ? sql`c.school` : sql`coalesce(${sql.ref(columns[level])}, ${UNKNOWN_AREA})`

/** Whether the school of a row `c`, beside its `schools` row `s`, is inside. */
export const inside = (at: At | undefined): RawBuilder<unknown> =>
  at ? sql`${codeOf(at.level)} = ${at.code}` : sql`true`

/** The rows whose `school` is of an area: the keys of its schools, where the territory knows them; `inside` has the last word. */
export const schoolsOf = (territoryId: string, at: At): RawBuilder<unknown> =>
  at.level === 'etablissement'
    ? sql`school = ${at.code}`
    : at.code === UNKNOWN_AREA
      ? sql`true`
      : sql`school = any (array(select s.uai from schools s where s.territory_id = ${territoryId} and ${sql.ref(columns[at.level])} = ${at.code}))`

/** The figures of each area of a level, inside `at`; without a level, of `at` as a whole under the code ''. */
export async function figuresBy(
  db: Db,
  asked: Asked,
  at: At | undefined,
  level: Level | undefined,
): Promise<Map<string, Figures>> {
  const { rows } = await sql<Cell & { code: string }>`
    select ${level ? codeOf(level) : sql`''`} as code, c.status, c.source, sum(c.pupils)::integer as pupils
    from ${cellsOf(asked)} c
    left join schools s on s.territory_id = ${asked.territoryId} and s.uai = c.school
    where ${inside(at)}
    group by 1, 2, 3 having sum(c.pupils) <> 0`.execute(db)
  return new Map([...Map.groupBy(rows, ({ code }) => code)].map(([code, cells]) => [code, figuresOf(cells)]))
}

/** The figures by what the territory knows of the school: `rural:1`, `priority:0`; inside `at`. */
export async function figuresOfSchools(db: Db, asked: Asked, at: At | undefined): Promise<Map<string, Figures>> {
  const { rows } = await sql<Cell & { rural: boolean; priority: boolean }>`
    select s.rural, s.priority_education is not null as priority, c.status, c.source, sum(c.pupils)::integer as pupils
    from ${cellsOf(asked)} c
    join schools s on s.territory_id = ${asked.territoryId} and s.uai = c.school
    where ${inside(at)}
    group by 1, 2, 3, 4 having sum(c.pupils) <> 0`.execute(db)
  const groups = new Map<string, Figures>()
  for (const [name, of] of [
    ['rural', (row: (typeof rows)[number]) => row.rural],
    ['priority', (row: (typeof rows)[number]) => row.priority],
  ] as const)
    for (const [value, cells] of Map.groupBy(rows, of)) groups.set(`${name}:${value ? 1 : 0}`, figuresOf(cells))
  return groups
}

/** The schemes that a territory counts pupils for, the one with most first. */
export async function countedSchemes(db: Db, territoryId: string): Promise<string[]> {
  const { rows } = await sql<{ scheme: string }>`
    with recursive schemes as (
      (select scheme from status_counts where territory_id = ${territoryId} order by scheme limit 1)
      union all
      select (select c.scheme from status_counts c where c.territory_id = ${territoryId} and c.scheme > schemes.scheme
        order by c.scheme limit 1)
      from schemes where schemes.scheme is not null
    ), each as (
      select scheme, (select sum(pupils) from status_days d where d.territory_id = ${territoryId} and d.scheme = schemes.scheme
        and d.school = '') as pupils
      from schemes where scheme is not null
      union all
      select scheme, sum(pupils) from status_changes where territory_id = ${territoryId} and slice = '' group by scheme
    )
    select scheme from each group by scheme having coalesce(sum(pupils), 0) > 0 order by sum(pupils) desc, scheme`.execute(
    db,
  )
  return rows.map(({ scheme }) => scheme)
}

/** By how many the placed, and all who need a place, changed on each day after `from`, inside `at`; ascending. */
export async function daysSince(
  db: Db,
  { territoryId, scheme }: Asked,
  at: At | undefined,
  from: Temporal.PlainDate,
): Promise<{ day: string; placed: number; pupils: number }[]> {
  const where = at
    ? sql`c.school in (select s.uai from schools s where s.territory_id = ${territoryId} and ${
        at.level === 'etablissement' ? sql`s.uai` : sql`coalesce(${sql.ref(columns[at.level])}, ${UNKNOWN_AREA})`
      } = ${at.code})`
    : sql`c.school = ''`
  // A school's own days, and the whole territory's, are found by the primary key.
  const own =
    at === undefined ? sql`and school = ''` : at.level === 'etablissement' ? sql`and school = ${at.code}` : sql``
  const { rows } = await sql<{ day: string; placed: number; pupils: number }>`
    select c.day, coalesce(sum(c.pupils) filter (where c.status = 'placed'), 0)::integer as placed,
      coalesce(sum(c.pupils) filter (where c.status <> 'exempt'), 0)::integer as pupils
    from (
      select school, status, day, pupils from status_days
      where territory_id = ${territoryId} and scheme = ${scheme} ${own} and day > ${from.toString()}
      union all
      select ${at ? sql`school` : sql`''`}, status, day, pupils from status_changes
      where territory_id = ${territoryId} and scheme = ${scheme} and slice = '' and day > ${from.toString()}
    ) c
    where ${where}
    group by 1 order by 1`.execute(db)
  return rows
}
