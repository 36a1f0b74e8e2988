import { listCampaigns, storedTimetables } from '#/campaigns/index.ts'
import type { Services } from '#/platform/services.ts'
import type { RunJourney } from '#/runs/index.ts'
import type { Position, Spot } from '#/transit/index.ts'
import { travelSteps } from './criteria.ts'
import { metresApart } from './grid.ts'
import { type OpenDesk, openEstimatedTravel, openTimetableTravel } from './open-travel.ts'
import { type KnownSpot, listSpots, newestSpot } from './spots.ts'

/** How near each spot is from a home: the index in `travelSteps` of the first that is enough. */
export interface Nearness {
  readonly kind: 'timetable' | 'estimate'
  /** Spots reached by some step, the nearest first: by step, then by distance. */
  readonly spots: readonly number[]
  readonly stepOf: ReadonlyMap<number, number>
}

export interface TravelAsked {
  readonly territoryId: string
  readonly home: Position
  /** ISO dates. */
  readonly dates: readonly string[]
}

/** Journeys from a home, answered from the timetables of the territory's newest campaign that has some. */
export interface Travel {
  /** Undefined while the timetables are being read, which this call starts. */
  near(asked: TravelAsked): Promise<Nearness | undefined>
  /** One journey for each place, undefined where there is none; the whole is undefined while the timetables are being read. */
  journeys(
    asked: Pick<TravelAsked, 'territoryId' | 'home'> & {
      readonly places: readonly { readonly place: Spot; readonly dates: readonly string[] }[]
    },
  ): Promise<{ readonly kind: Nearness['kind']; readonly journeys: readonly (RunJourney | undefined)[] } | undefined>
  /** Waits for the timetables: for tests, and for work in the background. */
  ready(territoryId: string): Promise<void>
}

interface Territory {
  /** Which timetables are open. */
  print: string
  readonly opening: Promise<OpenDesk>
  desk: OpenDesk | undefined
  checkedAt: Temporal.Instant
  spots: { readonly newest: number; readonly list: readonly KnownSpot[] } | undefined
  /** Nearness by home, days and the newest spot; the oldest is forgotten. */
  readonly known: Map<string, Promise<Nearness>>
}

/** A région's timetables take some hundred megabytes. */
const mostTerritories = 2
const mostHomes = 200
/** How often another campaign or other timetables are looked for. */
const checkedFor = { minutes: 1 }

const travels = new WeakMap<Services, Travel>()

/** One for the whole process. */
export function travelOf(services: Services): Travel {
  const travel = travels.get(services) ?? makeTravel(services)
  travels.set(services, travel)
  return travel
}

function makeTravel({ db, clock, log }: Services): Travel {
  const territories = new Map<string, Territory>()

  const territoryOf = async (territoryId: string): Promise<Territory> => {
    const now = clock.now()
    const open = territories.get(territoryId)
    if (open && !open.desk?.failed && Temporal.Instant.compare(now, open.checkedAt.add(checkedFor)) < 0) {
      // Last used, last to be closed.
      territories.delete(territoryId)
      territories.set(territoryId, open)
      return open
    }
    const campaign = (await listCampaigns(db, territoryId)).find(({ files }) =>
      files.some(({ kind }) => kind === 'timetable'),
    )
    const print = JSON.stringify(
      campaign?.files.filter(({ kind }) => kind === 'timetable').map(({ name, sha256 }) => [name, sha256]) ?? [],
    )
    // Someone else may have opened it meanwhile.
    const current = territories.get(territoryId)
    if (current && current.print === print && !current.desk?.failed) {
      current.checkedAt = now
      return current
    }
    if (current) close(territoryId, current)
    const territory: Territory = {
      print,
      opening: campaign
        ? storedTimetables(db, territoryId, campaign.id).then(openTimetableTravel)
        : Promise.resolve(openEstimatedTravel()),
      desk: undefined,
      checkedAt: now,
      spots: undefined,
      known: new Map(),
    }
    territories.set(territoryId, territory)
    void settle(territory)
    for (const [id, oldest] of territories) if (territories.size > mostTerritories) close(id, oldest)
    // What opens at once answers at once.
    if (!campaign) territory.desk = await territory.opening
    return territory
  }

  /** Notes the desk once it is open; what cannot be read is estimated. */
  const settle = async (territory: Territory): Promise<void> => {
    try {
      territory.desk = await territory.opening
    } catch (error) {
      log.error({ err: error }, 'timetables for the search')
      territory.desk = openEstimatedTravel()
    }
  }

  const close = (id: string, territory: Territory): void => {
    territories.delete(id)
    territory.opening.then(
      (desk) => desk.close(),
      () => {},
    )
  }

  const spotsOf = async (territoryId: string, territory: Territory, desk: OpenDesk): Promise<void> => {
    const newest = await newestSpot(db, territoryId)
    if (territory.spots?.newest === newest) return
    const list = await listSpots(db, territoryId)
    await desk.answer({ kind: 'spots', spots: list })
    territory.spots = { newest, list }
    territory.known.clear()
  }

  const nearness = async (
    { list }: { readonly list: readonly KnownSpot[] },
    desk: OpenDesk,
    { home, dates }: TravelAsked,
  ): Promise<Nearness> => {
    const answer = await desk.answer({ kind: 'near', home, dates })
    const steps = answer instanceof Uint8Array ? answer : new Uint8Array()
    const reached = list.flatMap(({ spot, lat, lon }, index) => {
      const step = steps[index] ?? travelSteps.length
      return step < travelSteps.length ? [{ spot, step, metres: metresApart(home.lat, home.lon, lat, lon) }] : []
    })
    reached.sort((a, b) => a.step - b.step || a.metres - b.metres || a.spot - b.spot)
    return {
      kind: desk.kind,
      spots: reached.map(({ spot }) => spot),
      stepOf: new Map(reached.map(({ spot, step }) => [spot, step])),
    }
  }

  return {
    async near(asked) {
      const territory = await territoryOf(asked.territoryId)
      const { desk } = territory
      if (!desk) return undefined
      await spotsOf(asked.territoryId, territory, desk)
      const { spots, known } = territory
      if (!spots) return undefined
      const { lat, lon } = asked.home
      const home = { lat: round(lat), lon: round(lon) }
      const key = `${home.lat} ${home.lon} ${asked.dates.join()}`
      const found = known.get(key) ?? nearness(spots, desk, { ...asked, home })
      known.delete(key)
      known.set(key, found)
      found.catch(() => known.delete(key))
      const [oldest] = known.keys()
      if (known.size > mostHomes && oldest !== undefined) known.delete(oldest)
      return found
    },
    async journeys({ territoryId, home, places }) {
      const { desk } = await territoryOf(territoryId)
      if (!desk) return undefined
      const answer = await desk.answer({ kind: 'journeys', home, places })
      return { kind: desk.kind, journeys: Array.isArray(answer) ? answer : places.map(() => undefined) }
    },
    async ready(territoryId) {
      const territory = await territoryOf(territoryId)
      await territory.opening.catch(() => {})
    },
  }
}

/** A metre or so: who lives next door is the same home, and nobody’s minutes change. */
const round = (degrees: number): number => Math.round(degrees * 100_000) / 100_000
