import type { AllocationResult, Placement } from '../allocate.ts'
import { type UnplacedCode, unplacedCodes } from './unplaced.ts'

/** Weeks of pupils: how many there were to fill, and how many have a place, held before or given now. */
export interface Coverage {
  readonly pupils: number
  readonly pupilWeeks: number
  readonly placed: number
  readonly unplaced: number
}
interface SchoolCoverage extends Coverage {
  readonly school: string
  readonly name: string
}
/** Pupils of some priorities, both ends included. */
interface PriorityCoverage extends Coverage {
  readonly from: number
  readonly to: number
}

/** Travel of those given a place now, each pair counted once: the worse of the two ways, in minutes. */
export interface TravelFigures {
  readonly journeys: number
  readonly median: number
  readonly ninthDecile: number
  readonly longest: number
  readonly over30: number
  readonly over45: number
  readonly over60: number
  /** Over `from` minutes (0 included in the first), up to `to`. */
  readonly classes: readonly { readonly from: number; readonly to: number; readonly journeys: number }[]
}

/** What a result comes to, in figures: the same for the same inputs. */
export interface Figures {
  readonly pupils: number
  /** Every week, some weeks, no week. */
  readonly pupilsPlaced: number
  readonly pupilsPartlyPlaced: number
  readonly pupilsWithoutPlace: number
  readonly pupilWeeks: number
  readonly held: number
  readonly given: number
  readonly unplaced: number
  readonly unplacedByCode: Readonly<Record<UnplacedCode, number>>
  /** Seats of the offers, by week, all weeks added. */
  readonly seats: number
  readonly offers: number
  readonly travel: TravelFigures
  readonly bySchool: readonly SchoolCoverage[]
  readonly byPriority: readonly PriorityCoverage[]
}

const classMinutes = 10
/** More distinct priorities than this are told in this many classes. */
const mostPriorities = 10

export function figuresOf({
  inputs,
  placements,
  unplaced,
}: Pick<AllocationResult, 'inputs' | 'placements' | 'unplaced'>): Figures {
  const { pupils, offers, schools } = inputs
  const placedOf = new Uint16Array(pupils.length)
  for (const { pupil } of placements) placedOf[pupil]!++
  const cover = (members: Iterable<number>): Coverage => {
    let [count, pupilWeeks, placed] = [0, 0, 0]
    for (const pupil of members) {
      count++
      pupilWeeks += pupils[pupil]!.weeks.length
      placed += placedOf[pupil]!
    }
    return { pupils: count, pupilWeeks, placed, unplaced: pupilWeeks - placed }
  }
  const whole = pupils.filter(({ weeks }, pupil) => placedOf[pupil] === weeks.length).length
  const none = pupils.filter((_, pupil) => placedOf[pupil] === 0).length
  const held = placements.filter(({ problem }) => problem === undefined).length
  const unplacedByCode = Object.fromEntries(unplacedCodes.map((code) => [code, 0])) as Record<UnplacedCode, number>
  for (const { code } of unplaced) unplacedByCode[code]++
  const bySchool = Map.groupBy(pupils.keys(), (pupil) => pupils[pupil]!.school)
  return {
    pupils: pupils.length,
    pupilsPlaced: whole,
    pupilsPartlyPlaced: pupils.length - whole - none,
    pupilsWithoutPlace: none,
    pupilWeeks: pupils.reduce((sum, { weeks }) => sum + weeks.length, 0),
    held,
    given: placements.length - held,
    unplaced: unplaced.length,
    unplacedByCode,
    seats: offers.reduce((sum, { seats }) => sum + seats.reduce((all, each) => all + each.seats, 0), 0),
    offers: offers.length,
    travel: travelFigures(placements),
    bySchool: [...bySchool]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([school, members]) => ({ school, name: schools.get(school)?.name ?? school, ...cover(members) })),
    byPriority: priorityClasses(pupils.map(({ priority }) => priority)).map(({ from, to }) => ({
      from,
      to,
      ...cover(pupils.keys().filter((pupil) => pupils[pupil]!.priority >= from && pupils[pupil]!.priority <= to)),
    })),
  }
}

function travelFigures(placements: readonly Placement[]): TravelFigures {
  const worst: number[] = []
  let before: Placement | undefined
  for (const placement of placements) {
    // A seat for weeks together has a line for each of them, one after the other.
    const again = placement.problem === 'all' && before?.problem === 'all' && before.pupil === placement.pupil
    before = placement
    if (
      placement.problem === undefined ||
      again ||
      placement.minutesOut === undefined ||
      placement.minutesBack === undefined
    )
      continue
    worst.push(Math.max(placement.minutesOut, placement.minutesBack))
  }
  worst.sort((a, b) => a - b)
  const longest = worst.at(-1) ?? 0
  const at = (share: number) => worst[Math.max(0, Math.ceil(worst.length * share) - 1)] ?? 0
  const over = (minutes: number) => worst.filter((each) => each > minutes).length
  const classes = Array.from({ length: Math.max(1, Math.ceil(longest / classMinutes)) }, (_, index) => {
    const [from, to] = [index * classMinutes, (index + 1) * classMinutes]
    return { from, to, journeys: worst.filter((each) => (each > from || index === 0) && each <= to).length }
  })
  return {
    journeys: worst.length,
    median: at(0.5),
    ninthDecile: at(0.9),
    longest,
    over30: over(30),
    over45: over(45),
    over60: over(60),
    classes,
  }
}

/** Each priority by itself, the highest first; classes of about as many pupils when there are many. */
function priorityClasses(priorities: readonly number[]): { readonly from: number; readonly to: number }[] {
  const counts = new Map<number, number>()
  for (const priority of priorities) counts.set(priority, (counts.get(priority) ?? 0) + 1)
  const distinct = [...counts].toSorted(([a], [b]) => b - a)
  if (distinct.length <= mostPriorities) return distinct.map(([priority]) => ({ from: priority, to: priority }))
  const classes: { from: number; to: number; pupils: number }[] = []
  for (const [priority, pupils] of distinct) {
    const last = classes.at(-1)
    if (last && last.pupils < priorities.length / mostPriorities) {
      last.from = priority
      last.pupils += pupils
    } else classes.push({ from: priority, to: priority, pupils })
  }
  return classes.map(({ from, to }) => ({ from, to }))
}
