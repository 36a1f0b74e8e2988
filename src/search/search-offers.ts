import { calendarOf, type HolidayCalendar, mondayOf, weekOf, workingDays } from '#/calendar/index.ts'
import { findOffers, type Offer, searchTrades } from '#/offers/index.ts'
import type { Services } from '#/platform/services.ts'
import type { RunJourney } from '#/runs/index.ts'
import type { Position, Spot } from '#/transit/index.ts'
import { type Criteria, type SortName, travelSteps } from './criteria.ts'
import { countHits, cursorAfter, findPage, type Hit, type ReachedSpots } from './find-page.ts'
import { type FoundPlace, findPlace, type PlaceAnswer } from './find-place.ts'
import { metresApart } from './grid.ts'
import { type Matching, withBeginning } from './matching.ts'
import { mendWords } from './mend-words.ts'
import { firstOpenWeek } from './open-weeks.ts'
import { matchOf, type Seeker, startOf, unfitFor } from './seeker.ts'
import { type Nearness, type Travel, travelOf } from './travel.ts'
import { wordsOf } from './words.ts'

/** Where the search starts from, and how it is said. Of a home only the word. */
export interface Start extends Position {
  readonly kind: 'home' | 'school' | 'place'
  readonly name: string
  /** Near an address, to some 200 m, rather than in the middle of the commune. */
  readonly isRounded?: boolean
}

/** An offer that was found. */
export interface Result {
  readonly offer: Offer
  /** From the start, as the crow flies. */
  readonly metres: number | undefined
  /** Told by its longest day; undefined where none was asked for, or none is known. */
  readonly journey: RunJourney | undefined
}

export interface SearchAnswer {
  readonly results: readonly Result[]
  /** For the next page's `apres`. */
  readonly next: string | undefined
  /** Counted up to `mostCounted`; beyond it is `more`. Of the index: a few may fall away by the rules of the law. */
  readonly count: number
  readonly start: Start | undefined
  /** What was typed as a place, where it names none or several. */
  readonly place: Exclude<PlaceAnswer, { kind: 'found' }> | undefined
  readonly sort: SortName
  readonly sorts: readonly SortName[]
  /** `loading`: the timetables are being read, results are by distance meanwhile. */
  readonly travel: 'none' | 'loading' | 'timetable' | 'estimate'
  /** What the journeys of the results rest on; undefined where none was looked for. */
  readonly journeysBy: 'timetable' | 'estimate' | undefined
  /** The weeks whose days the journeys hold for. */
  readonly travelWeeks: readonly string[]
  /** What was searched instead of words that nobody uses here. */
  readonly mended: string | undefined
  readonly resolved: Resolved
}

/** A search with every name looked up: what counts and proposals start from. */
export interface Resolved {
  readonly criteria: Criteria
  readonly matching: Matching
  readonly near: Nearness | undefined
}

export const pageSize = 20
export const mostCounted = 200
const defaultKm = 20
/** How often a page is filled again when the rules refuse what the index let through. */
const mostRounds = 5

export interface SearchRequest {
  readonly territoryId: string
  readonly criteria: Criteria
  /** Only what is open to this pupil. */
  readonly seeker?: Seeker | undefined
  readonly limit?: number
  readonly since?: Temporal.Instant | undefined
}

/** The offers of a territory that meet the criteria, and that are open to the pupil if one asks: one page of them. */
export async function searchOffers(services: Services, request: SearchRequest): Promise<SearchAnswer> {
  const { db } = services
  const { criteria, seeker, limit = pageSize } = request
  const prepared = await prepare(services, request)
  let { resolved } = prepared
  const { start, sort } = prepared
  let asked = { db, resolved, sort, seeker, limit }
  let found = await fillPage(asked, criteria.after)
  let mended: string | undefined
  if (found.offers.length === 0 && criteria.after === undefined && resolved.matching.words.length > 0) {
    const words = await mendWords(db, request.territoryId, resolved.matching.words)
    if (words) {
      const matching = await withBeginning(db, { ...resolved.matching, words, namedTrades: tradesNamed(words) })
      asked = { ...asked, resolved: { ...resolved, matching } }
      found = await fillPage(asked, undefined)
      if (found.offers.length > 0) {
        mended = words.join(' ')
        resolved = asked.resolved
      }
    }
  }
  const spots = spotsWithin(resolved)
  // A first page that holds all needs no count.
  const count =
    criteria.after === undefined && found.next === undefined
      ? found.offers.length
      : await countHits(db, { matching: resolved.matching, spots }, mostCounted)
  const journeys = await journeysTo(travelOf(services), prepared, found.offers, seeker)
  return {
    results: found.offers.map((offer, index) => ({
      offer,
      metres: start && !isRemote(offer) ? metresApart(start.lat, start.lon, offer.lat, offer.lon) : undefined,
      journey: journeys.found[index],
    })),
    next: found.next,
    count,
    start,
    place: prepared.place,
    sort,
    sorts: prepared.sorts,
    travel: prepared.travel,
    journeysBy: journeys.by,
    travelWeeks: prepared.travelWeeks,
    mended,
    resolved,
  }
}

/** How many offers meet the criteria, counted up to `mostCounted` and one more. */
export async function countOffers(services: Services, request: SearchRequest): Promise<number> {
  const { resolved } = await prepare(services, request)
  return countHits(services.db, { matching: resolved.matching, spots: spotsWithin(resolved) }, mostCounted)
}

export const isRemote = ({ remote, site }: Offer): boolean => remote && site === undefined

interface Prepared {
  readonly territoryId: string
  readonly resolved: Resolved
  readonly start: Start | undefined
  readonly place: SearchAnswer['place']
  readonly sort: SortName
  readonly sorts: readonly SortName[]
  readonly travel: SearchAnswer['travel']
  readonly travelWeeks: readonly string[]
  readonly calendar: HolidayCalendar
}

/** Looks up every name of the criteria: place, weeks, words, reach. */
async function prepare(services: Services, { territoryId, criteria, seeker, since }: SearchRequest): Promise<Prepared> {
  const { db, clock } = services
  const today = clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate()
  const thisWeek = weekOf(today)
  const { start, place } = await findStart(services, territoryId, criteria, seeker)
  const words = wordsOf(criteria.keyword)
  const own = seeker && seeker.weeks.length > 0 ? seeker.weeks : undefined
  const weeks = criteria.week === undefined ? own : [criteria.week]
  const calendar = calendarOf(seeker?.pupil.school.slice(0, 3) ?? '')
  let near: Nearness | undefined
  let travel: Prepared['travel'] = 'none'
  let travelWeeks: readonly string[] = []
  if (start && criteria.minutes !== undefined) {
    const first = weeks ?? (await firstOpenWeek(db, territoryId, thisWeek))
    travelWeeks = first
    near = await travelOf(services).near({ territoryId, home: start, dates: datesOf(first, calendar) })
    travel = near?.kind ?? 'loading'
  }
  const km = start ? (criteria.km ?? (near ? undefined : defaultKm)) : undefined
  const matching = await withBeginning(db, {
    territoryId,
    weeks,
    wholeWithin: own !== undefined,
    thisWeek,
    words,
    namedTrades: tradesNamed(words),
    sector: criteria.sector,
    trade: criteria.trade,
    level: criteria.level,
    scheme: criteria.scheme,
    facilities: criteria.facilities,
    group: criteria.group,
    pupil: seeker && matchOf(seeker, today),
    centre: start,
    km,
    since,
  })
  const sorts: SortName[] = [
    ...(near ? ['temps' as const] : []),
    ...(start ? ['distance' as const] : []),
    ...(words.length > 0 ? ['pertinence' as const] : []),
    'date',
  ]
  const sort = sorts.find((name) => name === criteria.sort) ?? sorts[0] ?? 'date'
  return {
    ...{ territoryId, start, place, sort, sorts, travel, travelWeeks, calendar },
    resolved: { criteria, matching, near },
  }
}

/** Where to start from: what was typed, else what was chosen, else a pupil's home. */
async function findStart(
  services: Services,
  territoryId: string,
  { from, place: typed, commune, point }: Criteria,
  seeker: Seeker | undefined,
): Promise<{ readonly start?: Start; readonly place?: SearchAnswer['place'] }> {
  if (seeker && from !== 'lieu' && !(from === undefined && typed !== '')) {
    const position = startOf(seeker, from ?? 'domicile')
    if (!position) return {}
    const home = from !== 'etablissement' && seeker.pupil.home !== undefined
    return {
      start: {
        lat: position.lat,
        lon: position.lon,
        kind: home ? 'home' : 'school',
        name: home
          ? seeker.voice === 'tu'
            ? 'chez toi'
            : `chez ${seeker.pupil.firstName}`
          : (seeker.school?.name ?? 'l’établissement'),
      },
    }
  }
  if (typed === '' && commune === undefined) return {}
  const answer = await findPlace(services, territoryId, { typed, code: commune })
  if (answer.kind !== 'found') return { place: answer }
  const { lat, lon, name } = answer.place
  const near = pointIn(answer.place, commune, point)
  return { start: { ...(near ?? { lat, lon }), kind: 'place', name, isRounded: near !== undefined } }
}

/** A commune and its neighbours are not wider. */
const farthestPoint = 30_000

/** The point of an address, where it stands by the commune that was chosen with it. */
function pointIn(place: FoundPlace, commune: string | undefined, point: string | undefined): Position | undefined {
  const [lat, lon] = point?.split(',').map(Number) ?? []
  if (lat === undefined || lon === undefined || place.code !== commune) return undefined
  return metresApart(place.lat, place.lon, lat, lon) <= farthestPoint ? { lat, lon } : undefined
}

export const datesOf = (weeks: readonly string[], calendar: HolidayCalendar): string[] =>
  weeks.filter((week) => mondayOf(week)).flatMap((week) => workingDays(week, calendar).map((day) => day.toString()))

/** Trades that the words name, whatever the title says. */
const tradesNamed = (words: readonly string[]): readonly string[] =>
  words.length === 0 ? [] : searchTrades(words.join(' ')).map(({ code }) => code)

/** The spots within the time asked for, remote offers first; undefined where no time is asked. */
export function spotsWithin({ criteria, near }: Resolved): ReachedSpots | undefined {
  if (!near || criteria.minutes === undefined) return undefined
  const most = travelSteps.findIndex((step) => step >= (criteria.minutes ?? 0))
  return [0, ...near.spots.filter((spot) => (near.stepOf.get(spot) ?? travelSteps.length) <= most)]
}

interface FillAsked {
  readonly db: Services['db']
  readonly resolved: Resolved
  readonly sort: SortName
  readonly seeker: Seeker | undefined
  readonly limit: number
}

const orders = { temps: 'time', distance: 'distance', date: 'date', pertinence: 'relevance' } as const

/** A page of offers that the rules allow too: what they refuse is replaced by what follows. */
async function fillPage(
  { db, resolved, sort, seeker, limit }: FillAsked,
  after: string | undefined,
): Promise<{ readonly offers: readonly Offer[]; readonly next: string | undefined }> {
  const { matching } = resolved
  const spots = spotsWithin(resolved)
  const offers: Offer[] = []
  let from = after
  for (let round = 0; round < mostRounds; round++) {
    const wanted = limit - offers.length
    const hits: readonly Hit[] = await findPage(db, {
      matching,
      spots,
      by: orders[sort],
      after: from,
      limit: wanted + 1,
    })
    const shown = hits.slice(0, wanted)
    const byId = new Map(
      (
        await findOffers(
          db,
          shown.map(({ offerId }) => offerId),
        )
      ).map((offer) => [offer.id, offer]),
    )
    for (const { offerId } of shown) {
      const offer = byId.get(offerId)
      if (offer && !(seeker && unfitFor(seeker, offer, matching.weeks))) offers.push(offer)
    }
    const last = shown.at(-1)
    if (hits.length <= wanted || !last) return { offers, next: undefined }
    from = cursorAfter(last)
    if (offers.length === limit) break
  }
  return { offers, next: from }
}

/** The journeys of the results shown, where a time was asked for, or a pupil looks. */
async function journeysTo(
  travel: Travel,
  { territoryId, start, travelWeeks, resolved, calendar, travel: state }: Prepared,
  offers: readonly Offer[],
  seeker: Seeker | undefined,
): Promise<{ readonly by: SearchAnswer['journeysBy']; readonly found: readonly (RunJourney | undefined)[] }> {
  const none = { by: undefined, found: [] }
  if (!start || offers.length === 0 || state === 'loading' || (state === 'none' && !seeker)) return none
  const places = offers.map((offer) => {
    const own = offer.weeks.map(({ week }) => week)
    const weeks =
      travelWeeks.length > 0 ? travelWeeks : own.filter((week) => resolved.matching.weeks?.includes(week) ?? true)
    return { place: spotOf(offer), dates: datesOf(weeks.slice(0, 2), calendar) }
  })
  const answer = await travel.journeys({ territoryId, home: { lat: start.lat, lon: start.lon }, places })
  if (!answer) return none
  return {
    by: answer.kind,
    found: offers.map((offer, index) => (isRemote(offer) ? undefined : answer.journeys[index])),
  }
}

/** Where and when an offer expects people. */
export const spotOf = ({ lat, lon, hours }: Pick<Offer, 'lat' | 'lon' | 'hours'>): Spot => ({
  lat,
  lon,
  hours: ([1, 2, 3, 4, 5, 6] as const).map((weekday) => {
    const day = hours[weekday]
    return day && { arriveBySeconds: day.start * 60, leaveAfterSeconds: day.end * 60 }
  }),
})
