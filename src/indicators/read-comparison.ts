import type { Db } from '#/platform/database.ts'
import { listAreas, listSchools, type Territory } from '#/territory/index.ts'
import { type At, withinOf } from './board-view.ts'
import { type CurvePoint, curveDays, curveOf } from './curve.ts'
import { addFigures, type Figures, placed, pupilsOf } from './figures.ts'
import { daysSince, figuresBy } from './read-figures.ts'
import type { Ground } from './read-ground.ts'

/** One side of a comparison, with its share placed on the days of both. */
export interface Side {
  readonly label: string
  readonly figures: Figures
  readonly curve: readonly CurvePoint[]
}

export interface Comparison {
  readonly sides: readonly [Side, Side]
}

/** What one may compare with; `name` stands in the address. */
export interface Choice {
  readonly name: string
  readonly label: string
  readonly group: string
  readonly with: 'year' | { readonly territory: Territory; readonly at?: At | undefined }
}

export const lastYear: Choice = { name: 'annee', label: 'L’an dernier, mêmes jours', group: 'Ici', with: 'year' }

/** Last year, the whole territory from inside it, the areas beside this one (of the whole: its bassins), and other territories. */
export async function comparedWith(db: Db, ground: Ground, others: readonly Territory[]): Promise<readonly Choice[]> {
  const { territory, here, own } = ground
  const areas = own ?? (await areasBeside(db, ground))
  return [
    lastYear,
    ...(here ? [{ name: 'territoire', label: territory.name, group: 'Ici', with: { territory } }] : []),
    ...areas
      .filter(({ at }) => at.level !== here?.at.level || at.code !== here.at.code)
      .map(({ at, name }) => ({
        ...{ name: withinOf(at), label: name, with: { territory, at } },
        group: 'Un autre lieu du territoire',
      })),
    ...others.map((other) => ({
      ...{ name: other.id, label: other.name, with: { territory: other } },
      group: 'Un autre territoire',
    })),
  ]
}

/** More than anyone chooses from. */
const mostBeside = 400

async function areasBeside(db: Db, { territory, here }: Ground): Promise<readonly { at: At; name: string }[]> {
  const level = here?.at.level ?? 'bassin'
  const found =
    level === 'etablissement'
      ? (await listSchools(db, territory.id)).map(({ uai, name }) => ({ code: uai, name }))
      : await listAreas(db, territory.id, level)
  return found
    .slice(0, mostBeside)
    .map(({ code, name }) => ({ at: { level, code }, name }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'fr', { numeric: true }))
}

/**
 * Here and now against the same days a year before, another area, or another whole territory of the same account. A year is compared by its
 * days, so that both stand as far before their weeks.
 */
export async function readComparison(db: Db, ground: Ground, choice: Choice): Promise<Comparison> {
  const { territory, here, scheme, view, today } = ground
  const day = view.day ?? today
  const sideOf = async (
    label: string,
    territoryId: string,
    at: At | undefined,
    last: Temporal.PlainDate,
  ): Promise<Side> => {
    const asked = { territoryId, scheme, day: last.equals(today) ? undefined : last }
    const figures = addFigures((await figuresBy(db, asked, at, undefined)).values())
    const from = last.subtract({ days: curveDays(last) })
    const end = { day: last, placed: placed(figures), pupils: pupilsOf(figures) }
    const curve = curveOf(from, end, await daysSince(db, asked, at, from))
    return { label, figures, curve }
  }
  const name = here?.name ?? territory.name
  if (choice.with === 'year') {
    const before = day.subtract({ years: 1 })
    const then = await sideOf(schoolYearWords(before), territory.id, here?.at, before)
    return {
      sides: [
        await sideOf(schoolYearWords(day), territory.id, here?.at, day),
        // Drawn on this year's days.
        { ...then, curve: then.curve.map((point) => ({ ...point, day: point.day.add({ years: 1 }) })) },
      ],
    }
  }
  const { territory: other, at } = choice.with
  return {
    sides: [await sideOf(name, territory.id, here?.at, day), await sideOf(choice.label, other.id, at, day)],
  }
}

/** « 2025-2026 »: a school year begins in August. */
const schoolYearWords = ({ year, month }: Temporal.PlainDate): string =>
  month >= 8 ? `${year}-${year + 1}` : `${year - 1}-${year}`
