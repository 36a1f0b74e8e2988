import { mondayOf } from '#/calendar/index.ts'
import { sectorLabels } from '#/directory/index.ts'
import { isId } from '#/platform/identifiers.ts'
import { isLevel, isSchemeId, type Level, type SchemeId } from '#/rules/index.ts'

/** Minutes that can be asked for, waiting included. The last is as far as anybody is proposed to go. */
export const travelSteps = [15, 30, 45, 60, 75, 90] as const
/** Kilometres that can be asked for. */
export const radiusSteps = [2, 5, 10, 20, 50] as const
export const sorts = ['temps', 'distance', 'date', 'pertinence'] as const
export type SortName = (typeof sorts)[number]
export const origins = ['domicile', 'etablissement', 'lieu'] as const
export type OriginName = (typeof origins)[number]

/** What is looked for, as the address bar says it. Nothing of it is personal: a home is only named, never given. */
export interface Criteria {
  readonly territory: string | undefined
  readonly keyword: string
  readonly place: string
  /** INSEE code, once chosen among communes of one name. */
  readonly commune: string | undefined
  /** Within that commune, rounded (`roundedPoint`): where an address led. */
  readonly point: string | undefined
  /** Of whom a representative looks for: the pupil's id, or `tous` for everybody's places. */
  readonly child: string | undefined
  readonly from: OriginName | undefined
  readonly minutes: number | undefined
  readonly km: number | undefined
  readonly sector: string | undefined
  /** ROME code. */
  readonly trade: string | undefined
  /** ISO week. */
  readonly week: string | undefined
  readonly level: Level | undefined
  readonly scheme: SchemeId | undefined
  readonly facilities: readonly string[]
  /** Pupils who come together. */
  readonly group: number | undefined
  readonly sort: SortName | undefined
  readonly after: string | undefined
}

/** A representative who looks at what is open to everybody. */
export const everyone = 'tous'

export const searchableFacilities = ['wheelchair', 'lift', 'hearing_loop', 'sign_language'] as const

/** Reads an address. Whatever makes no sense counts as not said: a shared link that was cut or edited still finds something. */
export function readCriteria(query: URLSearchParams): Criteria {
  const text = (name: string, most: number) => (query.get(name) ?? '').replaceAll('\0', '').trim().slice(0, most)
  const optional = (name: string, isIt: (value: string) => boolean) => {
    const value = text(name, 100)
    return value !== '' && isIt(value) ? value : undefined
  }
  const among = (name: string, values: readonly number[]) => values.find((value) => String(value) === text(name, 5))
  const level = text('niveau', 20)
  const scheme = text('dispositif', 30)
  return {
    territory: optional('territoire', () => true),
    keyword: text('q', 100),
    place: text('lieu', 100),
    commune: optional('commune', (value) => /^[0-9AB]{5}$/.test(value)),
    point: optional('point', (value) => /^-?\d{1,2}\.\d{3},-?\d{1,3}\.\d{3}$/.test(value)),
    child: optional('enfant', (value) => value === everyone || isId(value)),
    from: origins.find((name) => name === text('depuis', 20)),
    minutes: among('temps', travelSteps),
    km: among('rayon', radiusSteps),
    sector: optional('secteur', (value) => sectorLabels.has(value)),
    trade: optional('metier', (value) => /^[A-N]\d{4}$/.test(value)),
    week: optional('semaine', (value) => mondayOf(value) !== undefined),
    level: isLevel(level) ? level : undefined,
    scheme: isSchemeId(scheme) ? scheme : undefined,
    facilities: searchableFacilities.filter((code) => query.getAll('acces').includes(code)),
    group: among(
      'groupe',
      Array.from({ length: 34 }, (_, index) => index + 2),
    ),
    sort: sorts.find((name) => name === text('tri', 20)),
    after: optional('apres', () => true) === undefined ? undefined : text('apres', 1000),
  }
}

/** The address's query for these criteria, in one order: the same search is the same text. */
export function writeCriteria(criteria: Criteria): URLSearchParams {
  const query = new URLSearchParams()
  const add = (name: string, value: string | number | undefined) => {
    if (value !== undefined && value !== '') query.append(name, String(value))
  }
  add('territoire', criteria.territory)
  add('enfant', criteria.child)
  add('q', criteria.keyword)
  add('depuis', criteria.from)
  add('lieu', criteria.place)
  add('commune', criteria.commune)
  add('point', criteria.point)
  add('temps', criteria.minutes)
  add('rayon', criteria.km)
  add('secteur', criteria.sector)
  add('metier', criteria.trade)
  add('semaine', criteria.week)
  add('niveau', criteria.level)
  add('dispositif', criteria.scheme)
  for (const facility of criteria.facilities) add('acces', facility)
  add('groupe', criteria.group)
  add('tri', criteria.sort)
  add('apres', criteria.after)
  return query
}
