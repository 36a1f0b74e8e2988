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

/** What the map's colours and the table's order can be about. */
export const measures = {
  placed: { label: 'Placés', scale: 'placés', of: placed },
  underWay: { label: 'En cours', scale: 'avec une démarche en cours', of: underWay },
  without: { label: 'Sans solution', scale: 'sans solution', of: without },
  paper: { label: 'Sur papier ou hors plateforme', scale: 'placés sur papier ou hors plateforme', of: offline },
} as const satisfies Readonly<Record<string, { label: string; scale: string; of: (figures: Figures) => number }>>

function offline({ paper, outside, mixed }: Figures): number {
  return paper + outside + mixed
}

export type Measure = keyof typeof measures
const isMeasure = (text: string): text is Measure => Object.hasOwn(measures, text)
export const measureNames: readonly Measure[] = Object.keys(measures).filter(isMeasure)

/** The share of a measure, 0 to 1; undefined without pupils. */
export const measureShare = (measure: Measure, figures: Figures): number | undefined =>
  pupilsOf(figures) > 0 ? measures[measure].of(figures) / pupilsOf(figures) : undefined

export const sortKeys = ['name', 'pupils', 'share', 'underWay', 'without'] as const
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
  const [level = '', ...rest] = (query('dans') ?? '').split(':')
  const code = rest.join(':')
  const [below = '', measure = '', sort = '', day = ''] = [query('par'), query('couleur'), query('tri'), query('jour')]
  const key = sortKeys.find((known) => sort === known || sort === `${known}-desc`)
  return {
    scheme: query('stage') || undefined,
    at: isLevel(level) && code !== '' ? { level, code } : undefined,
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
    dans: at && `${at.level}:${at.code}`,
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
