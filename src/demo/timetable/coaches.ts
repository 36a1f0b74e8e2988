import { kilometres } from '../place.ts'
import type { Random } from '../random.ts'
import type { Settlement, Settlements } from '../settlements.ts'
import { clock, type Departures, halfMinutes, type Line } from './line.ts'
import { station } from './rail.ts'
import type { StopBook } from './stop-book.ts'

/** Coach lines from bourgs and villages to the town they look to, through the villages on the way. */
export function raiseCoaches({ all, centres }: Settlements, stops: StopBook, random: Random): Line[] {
  const lines: Line[] = []
  for (const town of centres) {
    const around = all.filter(
      (place) => place.town.code === town.code && place.kind !== 'centre' && place.kmToTown < 45,
    )
    const unserved = new Set(around)
    const ends = around
      .filter(({ population, kmToTown, kind }) => population >= 650 && kmToTown > 3.5 && kind !== 'suburb')
      .sort((a, b) => b.kmToTown * Math.sqrt(b.population) - a.kmToTown * Math.sqrt(a.population))
    for (const end of ends) {
      if (!unserved.has(end)) continue
      const calls = throughVillages(end, town, unserved)
      for (const call of calls) unserved.delete(call)
      lines.push(coachLine(lines.length + 1, calls, town, stops, random))
    }
  }
  return lines
}

/** The end, the villages that cost little detour, the town: the most peopled villages first. */
function throughVillages(end: Settlement, town: Settlement, unserved: ReadonlySet<Settlement>): Settlement[] {
  const path: Settlement[] = [end, town]
  const straight = kilometres(end, town)
  let length = straight
  const candidates = [...unserved]
    .filter((place) => place !== end && kilometres(place, end) + kilometres(place, town) < straight + 5)
    .sort((a, b) => b.population - a.population)
  for (const village of candidates) {
    if (path.length >= 13) break
    let best = { at: -1, detour: 3.2 }
    for (let at = 1; at < path.length; at++) {
      const [before, after] = [path[at - 1]!, path[at]!]
      const detour = kilometres(before, village) + kilometres(village, after) - kilometres(before, after)
      if (detour < best.detour) best = { at, detour }
    }
    if (best.at < 0 || length + best.detour > straight * 1.35 + 3) continue
    path.splice(best.at, 0, village)
    length += best.detour
  }
  return path
}

function coachLine(
  number: number,
  calls: readonly Settlement[],
  town: Settlement,
  stops: StopBook,
  random: Random,
): Line {
  const squares = calls.map((place) =>
    place === town
      ? stops.at(place, () => `${place.name} Centre`, 0.1)
      : stops.at(place, () => `${place.name} Mairie`, 0.1),
  )
  const hub = station(town, stops)
  const end = calls[0]!
  const runSeconds = calls
    .slice(1)
    .map((place, index) => halfMinutes((kilometres(place, calls[index]!) * 1.3 * 3600) / 46 + 30))
  const total = runSeconds.reduce((sum, run) => sum + run, 0)
  const people = calls.slice(0, -1).reduce((sum, { population }) => sum + population, 0)
  return {
    id: `C${number}`,
    mode: 'coach',
    shortName: String(100 + number),
    longName: `${end.name} – ${town.name}`,
    stops: [...squares, hub],
    runSeconds: [...runSeconds, 180],
    departures: timetable(people, total, random),
  }
}

/**
 * Well-peopled lines run all day; those of the country bring pupils to school, too late for an early start on some lines,
 * and leave before the evening on others; on Wednesdays they come home at noon.
 */
function timetable(people: number, total: number, random: Random): Departures[] {
  const inTown = (...times: number[]): number[] => times.map((time) => time - total - random.below(4) * 60)
  const fromTown = (...times: number[]): number[] => times.map((time) => time + random.below(4) * 60)
  if (people > 9000)
    return [
      {
        service: 'weekdays',
        reverse: false,
        at: inTown(
          clock(7, 15),
          clock(7, 50),
          clock(8, 25),
          clock(9, 40),
          clock(12),
          clock(13, 40),
          clock(16),
          clock(17, 45),
          clock(18, 50),
        ),
      },
      {
        service: 'weekdays',
        reverse: true,
        at: fromTown(
          clock(6, 50),
          clock(7, 40),
          clock(9),
          clock(12, 15),
          clock(14),
          clock(16, 45),
          clock(17, 30),
          clock(18, 20),
          clock(19, 20),
        ),
      },
      { service: 'saturdays', reverse: false, at: inTown(clock(9), clock(13, 30)) },
      { service: 'saturdays', reverse: true, at: fromTown(clock(12, 15), clock(18)) },
    ]
  if (people > 3500)
    return [
      { service: 'weekdays', reverse: false, at: inTown(clock(7, 40), clock(8, 35), clock(13, 15), clock(17, 40)) },
      { service: 'weekdays', reverse: true, at: fromTown(clock(7, 5), clock(12, 20), clock(17, 15), clock(18, 25)) },
      { service: 'saturdays', reverse: false, at: inTown(clock(9, 30)) },
      { service: 'saturdays', reverse: true, at: fromTown(clock(12, 15)) },
    ]
  const late = random.chance(0.35)
  const missingEvening = random.chance(0.3)
  const noWednesdayEvening = random.chance(0.6)
  const morning = inTown(late ? clock(9, 25) : clock(7, 50))
  const evening = fromTown(missingEvening ? clock(15, 50) : clock(17, 20))
  return [
    { service: 'school-days', reverse: false, at: morning },
    { service: 'wednesdays', reverse: false, at: morning },
    { service: 'school-days', reverse: true, at: evening },
    { service: 'wednesdays', reverse: true, at: [...fromTown(clock(12, 25)), ...(noWednesdayEvening ? [] : evening)] },
    { service: 'weekdays', reverse: true, at: random.chance(0.35) ? fromTown(clock(7, 20)) : [] },
    { service: 'weekdays', reverse: false, at: random.chance(0.35) ? inTown(clock(18)) : [] },
  ]
}
