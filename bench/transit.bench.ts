import { existsSync } from 'node:fs'
import { Query, Router, Time } from 'minotor'
import { GtfsParser } from 'minotor/parser'
import { openTimetables, type Position, type Reach, type WorkPlace } from '../src/transit/index.ts'

export const title = 'Reach by timetable (the whole Strasbourg feed)'

const feed = `${process.env.PASSERELLE_SHARED_DATA ?? new URL('../../shared/data', import.meta.url).pathname}/gtfs/strasbourg-2026.zip`
const limits = { maxMinutes: 75, maxWalkMinutes: 30, maxTransfers: 2 }
const days = (first: string, count: number) =>
  Array.from({ length: count }, (_, index) => Temporal.PlainDate.from(first).add({ days: index }))

/** Feed read time, the matrix of the target, a fortnight, and minotor where it can do the same. */
export async function bench(print: (line: string) => void, { quick }: { quick: boolean }): Promise<void> {
  if (!existsSync(feed)) return print('skipped: the shared data folder is absent')
  const [homeCount, placeCount] = quick ? [600, 500] : [3000, 5000]
  const reading = measure()
  const reach = await openTimetables([feed])
  print(`read the feed: ${reading()} (target 1 s)`)
  const again = measure()
  await openTimetables([feed])
  print(`read it again, code warm: ${again()}`)

  const homes = scatter(homeCount, 1)
  const places = scatter(placeCount, 2).map((each) => ({ ...each, arriveBySeconds: 32_400, leaveAfterSeconds: 59_400 }))
  await matrix(print, reach, homes, places, days('2026-02-10', 1), 1)
  print(`peak memory until here: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB (target 300 MB)`)
  await matrix(print, reach, homes, places, days('2026-02-10', 1), 2)
  await matrix(print, reach, homes, places, [...days('2026-06-15', 5), ...days('2026-06-22', 5)], 1)
  await besideMinotor(print, reach, quick ? 50 : 300)
}

async function matrix(
  print: (line: string) => void,
  reach: Reach,
  homes: readonly Position[],
  places: readonly WorkPlace[],
  dates: readonly Temporal.PlainDate[],
  threads: number,
): Promise<void> {
  const lap = measure()
  const table = await reach.table({ dates, homes, places, limits }, { threads })
  const what = `${homes.length} homes × ${places.length} places, both ways, ${dates.length} day(s), ${threads} thread(s)`
  print(`${what}: ${lap()}, ${table.home.length} pairs`)
}

/**
 * Minotor answers "earliest arrival from a stop, one day" without walks at either end and without walks between stops when
 * the feed has no transfers.txt: less work than ours, which walks up to 30 minutes and also searches the homes.
 */
async function besideMinotor(print: (line: string) => void, reach: Reach, count: number): Promise<void> {
  const reading = measure()
  const { timetable, stopsIndex } = await new GtfsParser(feed).parse(new Date('2026-02-10'))
  print(`minotor: read one day of the feed: ${reading()}`)
  const router = new Router(timetable, stopsIndex)
  const stops = stopsIndex.findStopsByLocation(48.578, 7.745, 2000, 30)
  const chosen = Array.from({ length: count }, (_, index) => stops[(index * 7919) % stops.length]!)
  const theirs = measure()
  for (const { id } of chosen)
    router.route(
      new Query.Builder()
        .from(id)
        .to([])
        .departureTime(Time.fromHMS(16, 30, 0))
        .maxTransfers(2)
        .build(),
    )
  print(`minotor: ${count} searches from a stop to all, evening: ${theirs()}`)
  const places = chosen.map(({ lat, lon }) => ({
    lat: lat!,
    lon: lon!,
    arriveBySeconds: -1,
    leaveAfterSeconds: 59_400,
  }))
  for (const maxWalkMinutes of [1, 30]) {
    const ours = measure()
    await reach.table({
      dates: days('2026-02-10', 1),
      homes: scatter(1, 3),
      places,
      limits: { ...limits, maxWalkMinutes },
    })
    print(
      `ours: ${count} such searches and as many mornings, walks up to ${maxWalkMinutes} min: ${ours()} (timetable built included)`,
    )
  }
}

/** Seconds of wall clock and of processor since now: on a busy machine the second tells more. */
function measure(): () => string {
  const wall = performance.now()
  const processor = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(processor)
    return `${((performance.now() - wall) / 1000).toFixed(2)} s (${((user + system) / 1e6).toFixed(2)} s of processor)`
  }
}

/** Positions around Strasbourg, denser towards the centre; the same for the same seed. */
function scatter(count: number, seed: number): Position[] {
  let state = seed
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return Array.from({ length: count }, () => {
    const distance = 0.11 * next()
    const angle = 2 * Math.PI * next()
    return { lat: 48.578 + distance * Math.sin(angle), lon: 7.745 + distance * 1.4 * Math.cos(angle) }
  })
}
