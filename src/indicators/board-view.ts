import { addressOf } from '#/addresses.ts'
import { type Level as CoverageLevel, levelWords as coverageWords } from '#/coverage/index.ts'
import { readDay } from '#/platform/read-day.ts'
import { type Figures, placed, pupilsOf, underWay, without } from './figures.ts'

/** Levels of a territory that a dashboard drills through, the widest first. */
export type Level = CoverageLevel | 'commune'

export const levelWords: Readonly<Record<Level, (typeof coverageWords)[CoverageLevel]>> = {
  ...coverageWords,
  commune: { one: 'Commune', by: 'Par commune', circle: 'une commune' },
}
const isLevel = (text: string): text is Level => Object.hasOwn(levelWords, text)

/** What a level opens onto, the first by default. */
export const levelsBelow: Readonly<Record<Level | 'territory', readonly Level[]>> = {
  territory: ['bassin', 'epci', 'departement', 'region', 'commune', 'etablissement'],
  region: ['bassin', 'epci', 'departement', 'commune', 'etablissement'],
  departement: ['bassin', 'epci', 'commune', 'etablissement'],
  epci: ['commune', 'etablissement'],
  bassin: ['commune', 'etablissement'],
  commune: ['etablissement'],
  etablissement: [],
}

/** An area of the territory: `bassin vire`. */
export interface At {
  readonly level: Level
  readonly code: string
}

/** An area in one word, as addresses say it and rows keep it: `bassin:vire`; empty for the whole territory. */
export const withinOf = (at: At | undefined): string => (at ? `${at.level}:${at.code}` : '')

/** The area of such a word; undefined for the whole territory, and for any other text. */
export function readWithin(within: string): At | undefined {
  const colon = within.indexOf(':')
  const [level, code] = [within.slice(0, colon), within.slice(colon + 1)]
  return isLevel(level) && code !== '' ? { level, code } : undefined
}

/** What is known of an area, to be measured by. */
export interface Measured {
  readonly figures: Figures
  /** Pupils for whom the last allocation of the territory found no seat within reach; undefined where none said anything. */
  readonly unreached: number | undefined
  /** Pupils whose every seat within reach went to others. */
  readonly lacking: number | undefined
  /** Percentage points behind the target once its day has come, else behind the whole territory. */
  readonly behind: number
}

interface MeasureWords {
  readonly label: string
  /** After a figure of the scale: « 40 % placés ». */
  readonly scale: string
  readonly of: (area: Measured) => number | undefined
  /** Per cent of the pupils, or points. */
  readonly unit: 'share' | 'points'
  /** Where less is worse. */
  readonly moreIsBetter?: true
  /** Said by the last allocation, not by what stands now. */
  readonly fromRun?: true
  /** Asked for by a figure above the map, never offered beside the others. */
  readonly aside?: true
}

/** What the map's colours and the table's order can be about. */
export const measures = {
  placed: { label: 'Placés', scale: 'placés', unit: 'share', moreIsBetter: true, of: ({ figures }) => placed(figures) },
  behind: { label: 'Points de retard', scale: 'de retard', unit: 'points', of: ({ behind }) => behind },
  without: { label: 'Sans solution', scale: 'sans solution', unit: 'share', of: ({ figures }) => without(figures) },
  silent: { label: 'Silencieux', scale: 'silencieux', unit: 'share', of: ({ figures }) => figures.silent },
  underWay: {
    ...{ label: 'En cours', scale: 'avec une démarche en cours', unit: 'share', moreIsBetter: true },
    of: ({ figures }) => underWay(figures),
  },
  unreached: {
    ...{ label: 'Hors de portée', scale: 'hors de portée d’une place', unit: 'share', fromRun: true },
    of: ({ unreached }) => unreached,
  },
  lacking: {
    ...{ label: 'Places qui manquent', scale: 'à qui il manque une place', unit: 'share', fromRun: true },
    of: ({ lacking }) => lacking,
  },
  paper: {
    ...{ label: 'Sur papier ou hors plateforme', scale: 'placés sur papier ou hors plateforme', unit: 'share' },
    ...{ moreIsBetter: true, of: ({ figures: { paper, outside, mixed } }) => paper + outside + mixed },
  },
  helped: {
    ...{ label: 'Demandent de l’aide', scale: 'qui demandent de l’aide', unit: 'share', aside: true },
    of: ({ figures }) => figures.helped,
  },
  exempt: {
    ...{ label: 'Dispensés', scale: 'dispensés', unit: 'share', aside: true },
    of: ({ figures }) => figures.exempt,
  },
} as const satisfies Readonly<Record<string, MeasureWords>>

export type Measure = keyof typeof measures
const isMeasure = (text: string): text is Measure => Object.hasOwn(measures, text)
export const measureNames: readonly Measure[] = Object.keys(measures).filter(isMeasure)
export const measureWords = (measure: Measure): MeasureWords => measures[measure]

/** How much of a measure, 0 to 1; undefined without pupils, or where it is not known. */
export function measureShare(measure: Measure, area: Measured): number | undefined {
  const { of, unit } = measureWords(measure)
  const value = of(area)
  if (value === undefined || pupilsOf(area.figures) === 0) return undefined
  return Math.min(1, value / (unit === 'points' ? 100 : pupilsOf(area.figures)))
}

export const sortKeys = ['name', 'pupils', 'share', 'underWay', 'without', 'measure'] as const
export type SortKey = (typeof sortKeys)[number]

/** All that the address of a dashboard says: it always holds the state. */
export interface View {
  /** Undefined: the one with most pupils. */
  readonly scheme: string | undefined
  readonly at: At | undefined
  readonly below: Level | undefined
  readonly measure: Measure
  readonly sort: { readonly key: SortKey; readonly descending: boolean }
  /** A past day; undefined: now. */
  readonly day: Temporal.PlainDate | undefined
}

const usual = { key: 'without', descending: true } as const

/** Reads an address; what it says wrongly is left out. */
export function readView(query: (name: string) => string | undefined): View {
  const [below = '', measure = '', sort = '', day = ''] = [query('par'), query('couleur'), query('tri'), query('jour')]
  const key = sortKeys.find((known) => sort === known || sort === `${known}-desc`)
  return {
    scheme: query('stage') || undefined,
    at: readWithin(query('dans') ?? ''),
    below: isLevel(below) ? below : undefined,
    measure: isMeasure(measure) ? measure : 'placed',
    sort: key ? { key, descending: sort !== key } : usual,
    day: readDay(day),
  }
}

/** What the address says, for a link that changes some of it. */
export function queryOf(view: View): Readonly<Record<string, string | undefined>> {
  const { scheme, at, below, measure, sort, day } = view
  const order = `${sort.key}${sort.descending ? '-desc' : ''}`
  return {
    stage: scheme,
    dans: at && withinOf(at),
    par: below,
    couleur: measure === 'placed' ? undefined : measure,
    tri: order === 'without-desc' ? undefined : order,
    jour: day?.toString(),
  }
}

/** The pages of a dashboard. */
export const boardPages = {
  board: 'Vue d’ensemble',
  boardSeats: 'Places et lieux à appeler',
  boardGaps: 'Écarts',
  boardCompare: 'Comparer',
  boardExport: 'Exporter',
} as const
export type BoardPageName = keyof typeof boardPages
const isBoardPage = (text: string): text is BoardPageName => Object.hasOwn(boardPages, text)
export const boardPageNames: readonly BoardPageName[] = Object.keys(boardPages).filter(isBoardPage)

/** A link into a dashboard: the view, some of it changed. */
export const boardHref = (
  territory: string,
  view: View,
  change: Partial<View> = {},
  page: BoardPageName = 'board',
): string => addressOf(page, { territory }, queryOf({ ...view, ...change }))
